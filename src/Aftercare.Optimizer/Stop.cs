namespace Aftercare.Optimizer;

/// <summary>When a search ends: whichever comes first of processor seconds of the solving thread, iterations and a cancellation.</summary>
/// <param name="Seconds">Processor seconds (wall seconds where the system does not tell processor time).</param>
/// <param name="Iterations">Steps of the search; with these alone the same seed gives the same plan.</param>
public sealed record Stop(double Seconds = double.PositiveInfinity, long Iterations = long.MaxValue, CancellationToken Cancelled = default);
