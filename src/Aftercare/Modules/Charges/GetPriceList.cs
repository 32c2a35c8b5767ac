using Aftercare.Modules.Charges.Face;
using Aftercare.Modules.Customers.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Aftercare.Rules.Pricing;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Aftercare.Modules.Charges;

/// <summary>One version of a price list, beside the version before it: what is dearer, cheaper, new, gone.</summary>
internal static class GetPriceList
{
    /// <param name="Number">Which version; the draft, else the newest, when left out.</param>
    [Needs("charges.read")]
    internal sealed record Query(PriceListId Id, int? Number = null) : IQuery<Response>;

    /// <param name="WhyNot">By step (`edit`, `publish`): the code of the rule against it; a step that is absent may be done.</param>
    internal sealed record Response(
        PriceListId Id, int Version, PriceKind Kind, UnitId? Unit, string? UnitName, CustomerClass? Class, string Currency, IReadOnlyList<VersionRow> Versions, VersionRow Shown, string? Note,
        VersionRow? Before, IReadOnlyList<LineRow> Lines, IReadOnlyDictionary<string, string> WhyNot);

    /// <param name="InForce">Orders made today take it.</param>
    internal sealed record VersionRow(int Number, LocalDate ValidFrom, Instant? PublishedAt, bool InForce);

    /// <param name="Price">Yuan; null for what the version before had and this one has not.</param>
    /// <param name="Before">What it cost in the version before; null for what is new.</param>
    internal sealed record LineRow(string Code, string Name, string? EnglishName, ChargeItem Item, bool Hourly, decimal? Price, decimal? Before)
    {
        /// <summary>Price minus price before; null where one is missing.</summary>
        public decimal? Change => Price - Before;
    }

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/price-lists/{id:long}", Get);

    /// <summary>One version of a price list, beside the one before</summary>
    internal static async Task<Ok<Response>> Get(long id, Door door, CancellationToken ct, int? number = null) => TypedResults.Ok(await door.Ask(new Query(new(id), number), ct));

    internal sealed class Handler(AppDb db, IOrganisation organisation) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var list = await db.Load<PriceList>(query.Id.Value, "price-list", ct);
            var unit = list.UnitId is { } region ? await organisation.Unit(region, ct) : null;
            var today = db.Now.InZone(await organisation.ZoneOf(list.UnitId, ct)).Date;
            var shown = (query.Number is { } number ? list.Versions.SingleOrDefault(version => version.Number == number) : list.Draft ?? list.Versions.MaxBy(version => version.Number))
                ?? throw Refusal.NotFound("price-list", query.Number ?? 0);
            var before = list.Versions.Where(version => version.PublishedAt is not null && version != shown && (version.ValidFrom, version.Number).CompareTo((shown.ValidFrom, shown.Number)) < 0).MaxBy(version => (version.ValidFrom, version.Number));
            var inForce = list.On(today);
            VersionRow Row(PriceListVersion version) => new(version.Number, version.ValidFrom, version.PublishedAt, version == inForce);
            (string Step, Refusal? Refusal)[] steps = [("edit", PriceList.WhyNotEdit(caller, list.UnitId)), ("publish", PriceList.WhyNotEdit(caller, list.UnitId) ?? list.WhyNotPublish(today))];
            return new(
                list.Id, list.Version, list.Kind, list.UnitId, unit?.Name, list.Class, list.Currency, [.. list.Versions.OrderByDescending(version => version.Number).Select(Row)], Row(shown), shown.Note,
                before is null ? null : Row(before), Compare(PriceLine.FromJson(shown.Lines), before is null ? null : PriceLine.FromJson(before.Lines)),
                steps.Where(step => step.Refusal is not null).ToDictionary(step => step.Step, step => step.Refusal!.Code));
        }

        private static List<LineRow> Compare(IReadOnlyList<PriceLine> lines, IReadOnlyList<PriceLine>? before)
        {
            var earlier = (before ?? []).ToDictionary(line => line.Code);
            var codes = lines.Select(line => line.Code).ToHashSet();
            return
            [
                .. lines.Select(line => new LineRow(line.Code, line.Name, line.EnglishName, line.Item, line.Hourly, Yuan.Of(line.Price), Yuan.Of(earlier.GetValueOrDefault(line.Code)?.Price))),
                .. (before ?? []).Where(line => !codes.Contains(line.Code)).Select(line => new LineRow(line.Code, line.Name, line.EnglishName, line.Item, line.Hourly, null, Yuan.Of(line.Price))),
            ];
        }
    }
}
