using Aftercare.Modules.Performance.Face;
using Aftercare.Platform;
using Aftercare.Rules.Scoring;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Performance;

/// <summary>The registry of indicators with their definitions and targets, and the cards; there are few, so all at once.</summary>
internal static class ListKpis
{
    [Needs("performance.read")]
    internal sealed record Query : IQuery<Response>;

    internal sealed record Response(IReadOnlyList<Row> Kpis, IReadOnlyList<CardRow> Cards);

    internal sealed record Row(KpiId Id, string Number, string NameZh, string NameEn, string? Category, string? Level, int Version, IReadOnlyList<VersionRow> Versions, IReadOnlyList<TargetRow> Targets);

    internal sealed record VersionRow(string Label, LocalDate EffectiveFrom, KpiDefinition Definition);

    internal sealed record TargetRow(PeriodKind Period, UnitId? Unit, decimal Value, LocalDate EffectiveFrom);

    /// <summary>A card as it was weighed last.</summary>
    /// <param name="Edition">`V1.0`, then `V1.1`…</param>
    internal sealed record CardRow(CardId Id, string Code, string NameZh, string NameEn, string? Post, NotApplicableRule NotApplicable, Bands Bands, bool NaturalLimitCountsFull, bool IsWeighed, string Edition, LocalDate EffectiveFrom, int Version, IReadOnlyList<Weight> Lines);

    internal sealed record Weight(KpiId Kpi, decimal Percent, bool Optional);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/kpis", Get);

    /// <summary>All indicators and cards.</summary>
    internal static async Task<Ok<Response>> Get(Door door, CancellationToken ct) => TypedResults.Ok(await door.Ask(new Query(), ct));

    internal sealed class Handler(AppDb db) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var kpis = await db.Visible<Kpi>().Include(kpi => kpi.Versions).Include(kpi => kpi.Targets).AsSplitQuery().OrderBy(kpi => kpi.Number).ToListAsync(ct);
            var cards = await db.Visible<Card>().Include(card => card.Editions).Include(card => card.Lines).AsSplitQuery().OrderBy(card => card.Code).ToListAsync(ct);
            return new(
                [.. kpis.Select(kpi => new Row(kpi.Id, kpi.Number, kpi.NameZh, kpi.NameEn, kpi.Category, kpi.Level, kpi.Version,
                    [.. kpi.Versions.OrderByDescending(version => version.Ordinal).Select(version => new VersionRow(version.Label, version.EffectiveFrom, version.Read()))],
                    [.. kpi.Targets.OrderBy(target => target.Period).ThenBy(target => target.EffectiveFrom).Select(target => new TargetRow(target.Period, target.UnitId, target.Value, target.EffectiveFrom))]))],
                [.. cards.Select(card => Shown(card, card.Editions.MaxBy(edition => edition.Ordinal)!))]);
        }

        private static CardRow Shown(Card card, CardEdition newest) => new(card.Id, card.Code, card.NameZh, card.NameEn, card.Post, newest.NotApplicable, newest.Bands, newest.NaturalLimitCountsFull, newest.IsWeighed,
            newest.Label, newest.EffectiveFrom, card.Version, [.. card.LinesOf(newest).Select(line => new Weight(line.KpiId, line.Weight, line.Optional))]);
    }
}
