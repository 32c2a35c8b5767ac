namespace Aftercare.Optimizer;

/// <summary>What is to be done: where, when, how long, by whom.</summary>
public sealed record Order
{
    public required string Name { get; init; }

    public int Place { get; init; }

    /// <summary>When the work may begin: one or several periods in order of time; none means whenever somebody works.</summary>
    public IReadOnlyList<Period> Windows { get; init; } = [];

    public int Duration { get; init; }

    /// <summary>Room it takes in the van.</summary>
    public int Load { get; init; }

    /// <summary>What leaving it out costs; null for an order that must be done.</summary>
    public long? Price { get; init; }

    /// <summary>Least level by skill.</summary>
    public IReadOnlyDictionary<string, int> Skills { get; init; } = new Dictionary<string, int>();

    /// <summary>Certificates that must be good until the work ends.</summary>
    public IReadOnlyList<string> Certificates { get; init; } = [];

    /// <summary>Parts used up, from the van's stock.</summary>
    public IReadOnlyDictionary<string, int> Parts { get; init; } = new Dictionary<string, int>();

    /// <summary>The only technicians who may do it; empty for anybody able.</summary>
    public IReadOnlyList<string> Only { get; init; } = [];

    /// <summary>Technicians the customer would rather have; anybody else costs <see cref="OtherPrice"/>.</summary>
    public IReadOnlyList<string> Preferred { get; init; } = [];

    /// <summary>What it costs when none of <see cref="Preferred"/> comes.</summary>
    public long OtherPrice { get; init; }
}
