using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Performance;

/// <summary>Whose figures: a person's, or those of units.</summary>
internal sealed record Scope(IReadOnlyCollection<UnitId> Units, PersonId? Person);

/// <summary>The counts behind an indicator, from the measures that commands left.</summary>
internal sealed class Counts(AppDb db)
{
    /// <summary>What each term counts for the scope in the days from first to last, both included.</summary>
    public async Task<IReadOnlyDictionary<string, decimal>> Of(IReadOnlyList<KpiTerm> terms, Scope scope, LocalDate from, LocalDate to, CancellationToken ct)
    {
        var counts = new Dictionary<string, decimal>();
        foreach (var term in terms) counts[term.Name] = await Rows(term, scope, from, to).SumAsync(row => row.Count, ct);
        return counts;
    }

    /// <summary>The records behind a term, each once, oldest id first; corrected ones that add up to nothing are left out.</summary>
    /// <param name="without">Leaves out records that count for this term too.</param>
    public async Task<IReadOnlyList<Evidence>> Behind(KpiTerm term, KpiTerm? without, Scope scope, LocalDate from, LocalDate to, long after, int size, CancellationToken ct)
    {
        var sources = Sources(term, scope, from, to).Where(evidence => evidence.Source > after);
        if (without is not null)
        {
            var others = Sources(without, scope, from, to);
            sources = sources.Where(evidence => !others.Any(other => other.Source == evidence.Source));
        }
        return await sources.OrderBy(evidence => evidence.Source).Take(size).ToListAsync(ct);
    }

    private IQueryable<Evidence> Sources(KpiTerm term, Scope scope, LocalDate from, LocalDate to) => Rows(term, scope, from, to)
        .GroupBy(row => row.SourceId)
        .Select(group => new Evidence { Source = group.Key, Count = group.Sum(row => row.Count), Date = group.Max(row => row.Date) })
        .Where(evidence => evidence.Count != 0);

    private IQueryable<MeasureRow> Rows(KpiTerm term, Scope scope, LocalDate from, LocalDate to)
    {
        var rows = db.All<MeasureRow>().Where(row => row.Name == term.Measure && row.Date >= from && row.Date <= to);
        if (term.Types.Count > 0) rows = rows.Where(row => term.Types.Contains(row.Type));
        if (scope.Units.Count > 0) rows = rows.Where(row => scope.Units.Contains(row.UnitId));
        return scope.Person is { } person ? rows.Where(row => row.PersonId == person) : rows;
    }
}

/// <summary>A record behind a count.</summary>
internal sealed record Evidence
{
    /// <summary>The record: a ticket.</summary>
    public required long Source { get; init; }

    /// <summary>What it adds to the count.</summary>
    public required long Count { get; init; }

    public required LocalDate Date { get; init; }
}
