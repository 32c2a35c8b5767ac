namespace Aftercare.Optimizer;

/// <summary>Who goes: from where, when, at what cost, able to do what.</summary>
public sealed record Technician
{
    public required string Name { get; init; }

    /// <summary>Place where every shift begins.</summary>
    public int Start { get; init; }

    /// <summary>Place where every shift ends.</summary>
    public int End { get; init; }

    /// <summary>One period a working day, in order: leaving the start and being back at the end lie within it.</summary>
    public required IReadOnlyList<Period> Shifts { get; init; }

    /// <summary>Most load of a shift, in the unit of <see cref="Order.Load"/>.</summary>
    public int Capacity { get; init; } = int.MaxValue;

    /// <summary>Most orders of a shift.</summary>
    public int MostOrders { get; init; } = int.MaxValue;

    /// <summary>Price of a unit of distance.</summary>
    public int PerDistance { get; init; } = 1;

    /// <summary>Price of a unit of time on the road.</summary>
    public int PerTravelTime { get; init; }

    /// <summary>Price of a shift with at least one order.</summary>
    public long PerShift { get; init; }

    /// <summary>How long after the end of a shift the return may be; none by default.</summary>
    public int Overtime { get; init; }

    /// <summary>Price of a unit of overtime.</summary>
    public int PerOvertime { get; init; }

    /// <summary>What they can do and how well: a level of 1 or more by skill.</summary>
    public IReadOnlyDictionary<string, int> Skills { get; init; } = new Dictionary<string, int>();

    /// <summary>Certificates held, with the last moment each is good for.</summary>
    public IReadOnlyDictionary<string, int> Certificates { get; init; } = new Dictionary<string, int>();

    /// <summary>Parts in the van at the beginning, for all shifts together.</summary>
    public IReadOnlyDictionary<string, int> Stock { get; init; } = new Dictionary<string, int>();
}
