using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Platform;

/// <summary>Which measures a figure is made of; what is null does not restrict.</summary>
/// <param name="From">First local date, included.</param>
/// <param name="To">Last local date, included.</param>
public sealed record FigureScope(IReadOnlyCollection<string> Names, LocalDate From, LocalDate To)
{
    public PersonId? Person { get; init; }
    public IReadOnlyCollection<UnitId>? Units { get; init; }
    public IReadOnlyCollection<string>? Types { get; init; }

    /// <summary>Types left out, after <see cref="Types"/>.</summary>
    public IReadOnlyCollection<string>? ExceptTypes { get; init; }

    public FigureScope(string name, LocalDate from, LocalDate to) : this([name], from, to)
    {
    }
}

/// <summary>How many, and their sum in the measure's own unit.</summary>
public sealed record Total(long Count, long Sum)
{
    public static Total None { get; } = new(0, 0);
}

/// <summary>A share in a figure: of one day, person, unit and type.</summary>
public sealed record FigureRow
{
    public required string Name { get; init; }
    public required LocalDate Date { get; init; }

    /// <summary>0 when it is nobody's.</summary>
    public required PersonId Person { get; init; }

    public required UnitId Unit { get; init; }
    public required string Type { get; init; }
    public required long Count { get; init; }
    public required long Sum { get; init; }
}

/// <summary>A record behind a figure, once, with what its measures add up to.</summary>
public sealed record FigureSource
{
    /// <summary>The id of the record; records are the owning modules'.</summary>
    public required long Source { get; init; }

    public required long Count { get; init; }
    public required long Sum { get; init; }

    /// <summary>The last day it counts on.</summary>
    public required LocalDate Date { get; init; }

    /// <summary>When it was last written down; later than <see cref="Date"/> when it was entered afterwards.</summary>
    public required Instant RecordedAt { get; init; }
}

/// <summary>
/// Figures for whoever may see them: the caller of these methods answers for the units it asks about. Every answer is
/// the days already added up plus the measures not yet folded, read in one statement, so that nothing is missed or counted twice.
/// </summary>
public static class Figures
{
    /// <summary>One total over the whole scope.</summary>
    public static async Task<Total> Sum(AppDb db, FigureScope scope, CancellationToken ct) =>
        await Rows(db, scope).GroupBy(row => 1).Select(all => new Total(all.Sum(row => row.Count), all.Sum(row => row.Sum))).SingleOrDefaultAsync(ct) ?? Total.None;

    /// <summary>The totals by measure and type; what was never counted is absent.</summary>
    public static async Task<IReadOnlyDictionary<(string Name, string Type), Total>> Sums(AppDb db, FigureScope scope, CancellationToken ct) =>
        await Rows(db, scope).GroupBy(row => new { row.Name, row.Type }).Select(all => new { all.Key.Name, all.Key.Type, Count = all.Sum(row => row.Count), Sum = all.Sum(row => row.Sum) })
            .ToDictionaryAsync(all => (all.Name, all.Type), all => new Total(all.Count, all.Sum), ct);

    /// <summary>The shares in a figure, to be grouped further by day, person, unit or type; the same combination may occur more than once.</summary>
    public static IQueryable<FigureRow> Rows(AppDb db, FigureScope scope)
    {
        var days = db.Set<MeasureDay>().Where(day => scope.Names.Contains(day.Name) && day.Date >= scope.From && day.Date <= scope.To);
        if (scope.Person is { } person) days = days.Where(day => day.PersonId == person);
        if (scope.Units is { } units) days = days.Where(day => units.Contains(day.UnitId));
        if (scope.Types is { } types) days = days.Where(day => types.Contains(day.Type));
        if (scope.ExceptTypes is { } except) days = days.Where(day => !except.Contains(day.Type));
        return days.Select(day => new FigureRow { Name = day.Name, Date = day.Date, Person = day.PersonId, Unit = day.UnitId, Type = day.Type, Count = day.Count, Sum = day.Sum })
            .Concat(Measures(db, scope).Where(row => !row.Folded).Select(row => new FigureRow { Name = row.Name, Date = row.Date, Person = row.PersonId, Unit = row.UnitId, Type = row.Type, Count = row.Count, Sum = row.Sum }));
    }

    /// <summary>
    /// The records behind a figure, the oldest id first: their counts and sums add up to the figure's. A record whose measures
    /// were all taken back is no longer behind it.
    /// </summary>
    /// <param name="without">Leaves out records that are behind this figure too: the late ones are those settled without those kept.</param>
    /// <param name="after">The last source of the page before; 0 for the first page.</param>
    /// <param name="size">At most so many.</param>
    public static async Task<IReadOnlyList<FigureSource>> Sources(AppDb db, FigureScope scope, FigureScope? without, long after, int size, CancellationToken ct)
    {
        var sources = BySource(Measures(db, scope).Where(row => row.SourceId > after));
        if (without is not null)
        {
            var others = BySource(Measures(db, without));
            sources = sources.Where(source => !others.Any(other => other.Source == source.Source));
        }
        return await sources.OrderBy(source => source.Source).Take(size).ToListAsync(ct);
    }

    /// <summary>How many records are behind any of these figures, each counted once; those whose measures were all taken back are not.</summary>
    public static Task<int> Records(AppDb db, IReadOnlyList<FigureScope> scopes, CancellationToken ct) =>
        scopes.Select(scope => BySource(Measures(db, scope)).Select(source => source.Source)).Aggregate((all, more) => all.Union(more)).CountAsync(ct);

    private static IQueryable<FigureSource> BySource(IQueryable<MeasureRow> rows) => rows
        .GroupBy(row => row.SourceId)
        .Select(group => new FigureSource { Source = group.Key, Count = group.Sum(row => row.Count), Sum = group.Sum(row => row.Sum), Date = group.Max(row => row.Date), RecordedAt = group.Max(row => row.At) })
        .Where(source => source.Count != 0 || source.Sum != 0);

    private static IQueryable<MeasureRow> Measures(AppDb db, FigureScope scope)
    {
        var rows = db.Set<MeasureRow>().Where(row => scope.Names.Contains(row.Name) && row.Date >= scope.From && row.Date <= scope.To);
        if (scope.Person is { } person) rows = rows.Where(row => row.PersonId == person);
        if (scope.Units is { } units) rows = rows.Where(row => units.Contains(row.UnitId));
        if (scope.Types is { } types) rows = rows.Where(row => types.Contains(row.Type));
        return scope.ExceptTypes is { } except ? rows.Where(row => !except.Contains(row.Type)) : rows;
    }
}
