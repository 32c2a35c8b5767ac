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
    public string? Type { get; init; }

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

/// <summary>One measure behind a figure.</summary>
/// <param name="Source">The record it came from.</param>
public sealed record FigureSource(long Id, string Name, LocalDate Date, PersonId? Person, UnitId Unit, string Type, long Count, long Sum, long Source, Instant At);

/// <summary>
/// Figures for whoever may see them: the caller of these methods answers for the units it asks about. Every answer is
/// the days already added up plus the measures not yet folded, read in one statement, so that nothing is missed or counted twice.
/// </summary>
public static class Figures
{
    /// <summary>One total over the whole scope.</summary>
    public static async Task<Total> Sum(AppDb db, FigureScope scope, CancellationToken ct) =>
        await Rows(db, scope).GroupBy(row => 1).Select(all => new Total(all.Sum(row => row.Count), all.Sum(row => row.Sum))).SingleOrDefaultAsync(ct) ?? Total.None;

    /// <summary>The shares in a figure, to be grouped further by day, person, unit or type; the same combination may occur more than once.</summary>
    public static IQueryable<FigureRow> Rows(AppDb db, FigureScope scope)
    {
        var (days, rest) = (db.Set<MeasureDay>().AsQueryable(), db.Set<MeasureRow>().Where(row => !row.Folded));
        days = days.Where(day => scope.Names.Contains(day.Name) && day.Date >= scope.From && day.Date <= scope.To);
        rest = rest.Where(row => scope.Names.Contains(row.Name) && row.Date >= scope.From && row.Date <= scope.To);
        if (scope.Person is { } person) (days, rest) = (days.Where(day => day.PersonId == person), rest.Where(row => row.PersonId == person));
        if (scope.Units is { } units) (days, rest) = (days.Where(day => units.Contains(day.UnitId)), rest.Where(row => units.Contains(row.UnitId)));
        if (scope.Type is { } type) (days, rest) = (days.Where(day => day.Type == type), rest.Where(row => row.Type == type));
        return days.Select(day => new FigureRow { Name = day.Name, Date = day.Date, Person = day.PersonId, Unit = day.UnitId, Type = day.Type, Count = day.Count, Sum = day.Sum })
            .Concat(rest.Select(row => new FigureRow { Name = row.Name, Date = row.Date, Person = row.PersonId, Unit = row.UnitId, Type = row.Type, Count = row.Count, Sum = row.Sum }));
    }

    /// <summary>The measures behind a figure, the newest first; the records behind them are the owning modules'.</summary>
    public static async Task<PageOf<FigureSource>> Sources(AppDb db, FigureScope scope, string? after, int size, CancellationToken ct)
    {
        var rows = db.Set<MeasureRow>().Where(row => scope.Names.Contains(row.Name) && row.Date >= scope.From && row.Date <= scope.To);
        if (scope.Person is { } person) rows = rows.Where(row => row.PersonId == person);
        if (scope.Units is { } units) rows = rows.Where(row => units.Contains(row.UnitId));
        if (scope.Type is { } type) rows = rows.Where(row => row.Type == type);
        if (PageKey.Parse(after) is { } key) rows = rows.Where(row => row.At < key.At || (row.At == key.At && row.Id < key.Id));
        var page = await rows.OrderByDescending(row => row.At).ThenByDescending(row => row.Id).Take(size + 1).ToListAsync(ct);
        return page.ConvertAll(row => new FigureSource(row.Id, row.Name, row.Date, row.PersonId == default ? null : row.PersonId, row.UnitId, row.Type, row.Count, row.Sum, row.SourceId, row.At))
            .CutToPage(size, row => new(row.At, row.Id));
    }
}
