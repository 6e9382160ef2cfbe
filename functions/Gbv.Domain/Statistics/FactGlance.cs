namespace Gbv.Domain.Statistics;

/// <summary>
/// What a fact tells at a glance. Most facts are of months long past: this is enough to let them go, and takes a fraction of reading
/// them whole.
/// </summary>
/// <param name="IsClosed">Of the case; a closing that still waits for its second person is none.</param>
/// <param name="LastMoment">The latest of all moments in it, of its referrals too.</param>
public readonly record struct FactGlance(DateTimeOffset ReceivedAt, bool IsClosed, DateTimeOffset LastMoment);
