namespace Aftercare.Optimizer;

/// <summary>Everything a plan is made from, as plain data. The units of distance, time, load and money are the caller's; all are whole numbers.</summary>
public sealed record Problem
{
    public required string Name { get; init; }
    public required Travel Travel { get; init; }
    public required IReadOnlyList<Technician> Technicians { get; init; }
    public required IReadOnlyList<Order> Orders { get; init; }
}
