using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Performance;

/// <summary>What is delivered, ready to activate (R1103): every indicator of Appendix A, whether something counts it, and the cards made of them.</summary>
internal static class ListLibrary
{
    [Needs("performance.read")]
    internal sealed record Query : IQuery<Response>;

    internal sealed record Response(IReadOnlyList<KpiRow> Kpis, IReadOnlyList<CardRow> Cards);

    /// <param name="NoSource">Why nothing counts it yet; null when something does.</param>
    internal sealed record KpiRow(string Number, string NameZh, string NameEn, string Formula, string? NoSource, bool Active);

    /// <param name="IsWeighed">False when the company says what each indicator weighs.</param>
    /// <param name="Sourced">How many of its indicators something counts.</param>
    internal sealed record CardRow(string Code, string NameZh, string NameEn, string Post, bool IsWeighed, IReadOnlyList<StandardLibrary.ShippedLine> Lines, int Sourced, bool Active);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/kpis/library", Get);

    /// <summary>The delivered indicators and cards.</summary>
    internal static async Task<Ok<Response>> Get(Door door, CancellationToken ct) => TypedResults.Ok(await door.Ask(new Query(), ct));

    internal sealed class Handler(AppDb db) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var kpis = (await db.Visible<Kpi>().Select(kpi => kpi.Number).ToListAsync(ct)).ToHashSet();
            var cards = (await db.Visible<Card>().Select(card => card.Code).ToListAsync(ct)).ToHashSet();
            var shipped = StandardLibrary.Shipped;
            var sourced = shipped.Kpis.Where(kpi => kpi.Definition.NoSource is null).Select(kpi => kpi.Number).ToHashSet();
            return new(
                [.. shipped.Kpis.Select(kpi => new KpiRow(kpi.Number, kpi.NameZh, kpi.NameEn, kpi.Definition.Formula, kpi.Definition.NoSource, kpis.Contains(kpi.Number)))],
                [.. shipped.Cards.Select(card => new CardRow(card.Code, card.NameZh, card.NameEn, card.Post, card.Lines.Any(line => line.Weight != 0), card.Lines, card.Lines.Count(line => sourced.Contains(line.Kpi)), cards.Contains(card.Code)))]);
        }
    }
}
