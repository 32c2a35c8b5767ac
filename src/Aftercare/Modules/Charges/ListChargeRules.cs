using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Aftercare.Modules.Charges;

/// <summary>All versions of the charging rules, the newest first.</summary>
internal static class ListChargeRules
{
    [Needs("charges.read")]
    internal sealed record Query : IQuery<IReadOnlyList<Row>>;

    /// <param name="Number">0 for the standard rules, which hold while the company has published none.</param>
    /// <param name="InForce">Orders made today fall under it.</param>
    internal sealed record Row(int Number, LocalDate? ValidFrom, RuleBook Definition, string? Note, bool InForce);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/charge-rules", Get);

    /// <summary>The charging rules, version by version</summary>
    internal static async Task<Ok<IReadOnlyList<Row>>> Get(Door door, CancellationToken ct) => TypedResults.Ok(await door.Ask(new Query(), ct));

    internal sealed class Handler(AppDb db, Kept<PriceBook> book, IOrganisation organisation) : IHandle<Query, IReadOnlyList<Row>>
    {
        public async Task<IReadOnlyList<Row>> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var known = await book.Of(db, ct);
            var units = await organisation.Units(ct);
            var inForce = known.RulesOn(db.Now.InZone(units is [var first, ..] ? first.Zone : DateTimeZone.Utc).Date);
            return [
                .. known.Rules.OrderByDescending(set => set.Number).Select(set => new Row(set.Number, set.ValidFrom, RuleBook.FromJson(set.Definition), set.Note, set == inForce)),
                new(0, null, StandardCharges.Rules, null, inForce is null)];
        }
    }
}
