using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Performance;

/// <summary>Whose figures: what was counted for these units, and of these only for the person, if one is named.</summary>
internal sealed record Scope(IReadOnlyCollection<UnitId> Units, PersonId? Person);

/// <summary>
/// The counts behind indicators, read from the platform's figures: days already added up and the measures not yet folded.
/// All terms of all the indicators asked for are read in one statement, so that no share is made of two moments.
/// </summary>
internal sealed class Counts(AppDb db)
{
    /// <summary>What every measure of these definitions counts for the scope in the days from first to last, both included.</summary>
    public async Task<Tally> Read(IEnumerable<KpiDefinition> definitions, Scope scope, LocalDate from, LocalDate to, CancellationToken ct)
    {
        var names = definitions.SelectMany(definition => definition.Terms).Select(term => term.Measure).Distinct().ToList();
        return new(await Figures.Sums(db, In(scope, names, from, to), ct));
    }

    /// <summary>Whom any measure of these definitions was counted for.</summary>
    public async Task<IReadOnlyList<PersonId>> People(IEnumerable<KpiDefinition> definitions, Scope scope, LocalDate from, LocalDate to, CancellationToken ct)
    {
        var names = definitions.SelectMany(definition => definition.Terms).Select(term => term.Measure).Distinct().ToList();
        var people = await Figures.Rows(db, In(scope, names, from, to)).Select(row => row.Person).Distinct().ToListAsync(ct);
        return [.. people.Where(person => person != default)];
    }

    /// <summary>How many records are behind the terms of a definition, each once.</summary>
    public Task<int> Records(KpiDefinition definition, Scope scope, LocalDate from, LocalDate to, CancellationToken ct) =>
        definition.Terms.Count == 0 ? Task.FromResult(0) : Figures.Records(db, [.. definition.Terms.Select(term => Of(term, scope, from, to))], ct);

    /// <summary>The records behind a term, each once, oldest id first; corrected ones that add up to nothing are left out.</summary>
    /// <param name="without">Leaves out records that count for this term too.</param>
    public Task<IReadOnlyList<FigureSource>> Behind(KpiTerm term, KpiTerm? without, Scope scope, LocalDate from, LocalDate to, long after, int size, CancellationToken ct) =>
        Figures.Sources(db, Of(term, scope, from, to), without is null ? null : Of(without, scope, from, to), after, size, ct);

    private static FigureScope Of(KpiTerm term, Scope scope, LocalDate from, LocalDate to) => In(scope, [term.Measure], from, to) with
    {
        Types = term.Types.Count > 0 ? term.Types : null,
        ExceptTypes = term.ExceptTypes is { Count: > 0 } except ? except : null,
    };

    private static FigureScope In(Scope scope, IReadOnlyCollection<string> names, LocalDate from, LocalDate to) =>
        new(names, from, to) { Units = scope.Units, Person = scope.Person };
}

/// <summary>What was counted, by measure and type, at one moment.</summary>
internal sealed class Tally(IReadOnlyDictionary<(string Name, string Type), Total> totals)
{
    /// <summary>What each name of a definition's formula counts.</summary>
    public IReadOnlyDictionary<string, decimal> Of(KpiDefinition definition) => definition.Terms.ToDictionary(term => term.Name, Of);

    private decimal Of(KpiTerm term) => totals
        .Where(total => total.Key.Name == term.Measure && term.Takes(total.Key.Type))
        .Sum(total => term.Of is TermOf.Sum ? total.Value.Sum : (decimal)total.Value.Count);
}
