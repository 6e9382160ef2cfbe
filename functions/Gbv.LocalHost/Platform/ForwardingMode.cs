namespace Gbv.LocalHost.Platform;

/// <summary>How the Functions host hands HTTP to the handler: <see cref="Proxy"/> on later hosts, <see cref="Forward"/> on older ones (host-contract "HTTP").</summary>
public enum ForwardingMode { Proxy, Forward }
