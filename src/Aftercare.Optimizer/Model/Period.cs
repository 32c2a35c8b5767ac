namespace Aftercare.Optimizer;

/// <summary>From one moment to another, both included. All moments of a problem count in one unit from one origin, over all its days.</summary>
public readonly record struct Period(int From, int To);
