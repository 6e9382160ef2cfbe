namespace Gbv.Functions.Hosting;

/// <summary>
/// Which half of the program this instance is (design §2): <see cref="Public"/> takes reports and cannot read them,
/// <see cref="Back"/> reads and routes them, <see cref="All"/> is both, on one machine only.
/// </summary>
internal enum AppRole { All, Public, Back }
