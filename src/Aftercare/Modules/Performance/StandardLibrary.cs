using System.Text.Json;
using Aftercare.Modules.Performance.Face;
using Aftercare.Platform;
using Aftercare.Rules.Scoring;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Performance;

/// <summary>The indicators and cards that are delivered, ready to activate (R1103): Appendix A, those nothing counts yet with the reason.</summary>
internal sealed record StandardLibrary(IReadOnlyList<StandardLibrary.ShippedCard> Cards, IReadOnlyList<StandardLibrary.ShippedKpi> Kpis)
{
    private static readonly Lazy<StandardLibrary> Read = new(() =>
    {
        using var stream = typeof(StandardLibrary).Assembly.GetManifestResourceStream("Aftercare.Modules.Performance.StandardKpis.json")!;
        return JsonSerializer.Deserialize<StandardLibrary>(stream, PlatformJson.Options)!;
    });

    public static StandardLibrary Shipped => Read.Value;

    internal sealed record ShippedCard(string Code, string NameZh, string NameEn, string Post, IReadOnlyList<ShippedLine> Lines);

    internal sealed record ShippedLine(string Kpi, decimal Weight, bool Optional = false);

    internal sealed record ShippedKpi(string Number, string NameZh, string NameEn, string Category, string Level, KpiDefinition Definition, IReadOnlyDictionary<PeriodKind, decimal> Targets)
    {
        /// <summary>As an indicator of the company from a day on, not yet in its books.</summary>
        public Kpi From(KpiId id, LocalDate day)
        {
            var kpi = new Kpi { Id = id, Number = Number, NameZh = NameZh, NameEn = NameEn, Category = Category, Level = Level };
            kpi.Define(Definition, day);
            foreach (var (period, value) in Targets) kpi.SetTarget(period, null, value, day);
            return kpi;
        }
    }
}

/// <summary>Activates what is delivered, in the transaction of the slice that asks; what the company already has stays as it is. The caller saves.</summary>
internal sealed class Activation(AppDb db)
{
    /// <summary>The indicators with these numbers that the company lacks.</summary>
    /// <returns>All of them by number, and the numbers that were added.</returns>
    public async Task<(IReadOnlyDictionary<string, KpiId> Kpis, IReadOnlyList<string> Added)> Kpis(IEnumerable<string> numbers, LocalDate from, CancellationToken ct)
    {
        var present = await db.Visible<Kpi>().ToDictionaryAsync(kpi => kpi.Number, kpi => kpi.Id, ct);
        foreach (var added in db.ChangeTracker.Entries<Kpi>().Where(entry => entry.State is EntityState.Added)) present[added.Entity.Number] = added.Entity.Id;
        var lacking = new List<string>();
        foreach (var number in numbers.Distinct().Where(number => !present.ContainsKey(number)))
        {
            var shipped = StandardLibrary.Shipped.Kpis.FirstOrDefault(kpi => kpi.Number == number) ?? throw Refusal.Invalid("kpi.not-found", "Kpis", number);
            present[number] = db.Add(shipped.From(db.NewId<KpiId>(), from)).Entity.Id;
            lacking.Add(number);
        }
        return (present, lacking);
    }

    /// <summary>A delivered card with its indicators; an existing one stays as it is, unless the terms or lines are to be others from the day on.</summary>
    /// <param name="change">Another reading of what is delivered: its code, its lines.</param>
    /// <param name="terms">Another way to score; null leaves a card that is there alone.</param>
    public async Task<(Card Card, IReadOnlyList<string> Added)> Card(string code, LocalDate from, CancellationToken ct, Func<StandardLibrary.ShippedCard, StandardLibrary.ShippedCard>? change = null, Func<CardTerms, CardTerms>? terms = null)
    {
        var shipped = StandardLibrary.Shipped.Cards.FirstOrDefault(card => card.Code == code) ?? throw Refusal.Invalid("card.not-shipped", "Cards", code);
        if (change is not null) shipped = change(shipped);
        var (kpis, added) = await Kpis(shipped.Lines.Select(line => line.Kpi), from, ct);
        var delivered = shipped.Lines.Select(line => new Weighed(kpis[line.Kpi], line.Weight, line.Optional)).ToList();
        var card = await db.Visible<Card>().Include(card => card.Editions).Include(card => card.Lines).AsSplitQuery().SingleOrDefaultAsync(card => card.Code == shipped.Code, ct);
        if (card is null)
        {
            card = db.Add(new Card { Id = db.NewId<CardId>(), Code = shipped.Code, NameZh = shipped.NameZh, NameEn = shipped.NameEn, Post = shipped.Post is "" ? null : shipped.Post }).Entity;
            card.Weigh(delivered, terms?.Invoke(CardTerms.Standard) ?? CardTerms.Standard, from);
        }
        else if (terms is not null) Reread(card, delivered, terms, from);
        return (card, added);
    }

    // Weights are the company's own: another reading of the rules keeps them, unless it takes away an indicator that weighs something.
    private static void Reread(Card card, List<Weighed> delivered, Func<CardTerms, CardTerms> terms, LocalDate from)
    {
        var before = card.EditionOn(from);
        var lines = card.LinesOf(before).Select(line => new Weighed(line.KpiId, line.Weight, line.Optional)).ToList();
        var weights = lines.ToDictionary(line => line.Kpi, line => line.Weight);
        var kept = delivered.ConvertAll(line => line with { Weight = weights.GetValueOrDefault(line.Kpi, line.Weight) });
        if (kept.Sum(line => line.Weight) is not (0 or 100)) kept = delivered;
        if (terms(before.Terms) != before.Terms || !kept.SequenceEqual(lines)) card.Weigh(kept, terms(before.Terms), from);
    }
}
