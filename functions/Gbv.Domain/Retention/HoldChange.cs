namespace Gbv.Domain.Retention;

/// <summary>What is asked of the second person: that a case is kept because the law demands it, or no longer.</summary>
public enum HoldChange { Place, Lift }
