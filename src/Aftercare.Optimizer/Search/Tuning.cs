namespace Aftercare.Optimizer.Search;

/// <summary>Every number of the search that was found by measuring (docs/optimizer.md says how); not for users.</summary>
internal sealed record Tuning
{
    /// <summary>Up to so many orders plans are bred; above they are annealed.</summary>
    public int BreedUpTo { get; init; } = 300;

    /// <summary>Entries of the rows of <see cref="Near"/> when breeding and when annealing.</summary>
    public int BreedWidth { get; init; } = 40;
    public int AnnealWidth { get; init; } = 25;
    public int Breadth { get; init; } = 100;

    /// <summary>First and last temperature of an annealing, in mean cost of an order.</summary>
    public double Hot { get; init; } = 1;
    public double Cold { get; init; } = 0.02;

    /// <summary>Mean number of orders a ruin takes out; most of one string.</summary>
    public double Removed { get; init; } = 8;
    public int Longest { get; init; } = 8;

    /// <summary>Below so many orders breeding does without annealed plans: there the time is better spent on children.</summary>
    public int SeedFrom { get; init; } = 150;

    /// <summary>Plans of the first generation that are annealed, and the steps of each.</summary>
    public int Seeds { get; init; } = 8;
    public long SeedSteps { get; init; } = 3000;

    /// <summary>Steps of annealing a bred plan, the share of feasible ones that get it, and its first temperature.</summary>
    public long PolishSteps { get; init; } = 1000;
    public double PolishShare { get; init; } = 0.1;
    public double Warm { get; init; } = 0.05;

    /// <summary>Least size of a pool, how many are born before it is cut back to that.</summary>
    public int Least { get; init; } = 25;
    public int Brood { get; init; } = 40;

    /// <summary>Children without a better plan before the pools begin anew.</summary>
    public int Patience { get; init; } = 5000;

    /// <summary>Share of plans that should come out feasible.</summary>
    public double Feasible { get; init; } = 0.4;
}
