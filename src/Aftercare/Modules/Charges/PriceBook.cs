using Aftercare.Modules.Assets.Face;
using Aftercare.Modules.Customers.Face;
using Aftercare.Modules.Field.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Aftercare.Rules.Pricing;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Charges;

/// <summary>All prices and rules of a company.</summary>
internal sealed record PriceBook(IReadOnlyList<PriceList> Lists, IReadOnlyList<ChargeRuleSet> Rules)
{
    public static async Task<PriceBook> Read(AppDb db, CancellationToken ct) =>
        new(await db.All<PriceList>().AsNoTracking().ToListAsync(ct), await db.All<ChargeRuleSet>().AsNoTracking().ToListAsync(ct));

    /// <summary>What counts for orders of a day: of two that begin the same day the later one. Null while there is none.</summary>
    public ChargeRuleSet? RulesOn(LocalDate day) => Rules.Where(set => set.ValidFrom <= day).MaxBy(set => (set.ValidFrom, set.Number));

    /// <summary>The versions an order may take its prices from, the most particular first: the nearest region, and in it the customer's class before all classes.</summary>
    /// <param name="region">The order's unit and all above it, the nearest first.</param>
    public IEnumerable<(PriceList List, PriceListVersion Version)> For(LocalDate day, List<UnitId> region, CustomerClass of) =>
        from list in Lists
        where list.Class is null || list.Class == of
        let far = list.UnitId is { } unit ? region.IndexOf(unit) : region.Count
        where far >= 0
        let version = list.On(day)
        where version is not null
        orderby far, list.Class is null
        select (list, version);
}

/// <summary>Finds the prices and rules one order falls under: those of the day it was made.</summary>
internal sealed class Pricing(AppDb db, Kept<PriceBook> book, IOrganisation organisation, ICustomers customers, IAssets assets)
{
    public async Task<OrderPrices> Of(WorkOrderCard order, CancellationToken ct)
    {
        var known = await book.Of(db, ct);
        var above = await organisation.Above(order.Unit, ct);
        var day = order.CreatedAt.InZone(above[0].Zone).Date;
        var until = order.Asset is { } asset ? (await assets.Asset(asset, ct)).WarrantyUntil : null;
        var set = known.RulesOn(day);
        return new()
        {
            Day = day, WarrantyUntil = until, Warranty = Charging.WarrantyOn(DayNumber(day), until is { } last ? DayNumber(last) : null),
            Kind = order.Kind, RuleSet = set?.Number ?? 0, Book = set is null ? StandardCharges.Rules : RuleBook.FromJson(set.Definition),
            Versions = [.. known.For(day, [.. above.Select(unit => unit.Id)], (await customers.Customer(order.Customer, ct)).Class)],
        };
    }

    private static int DayNumber(LocalDate day) => Period.DaysBetween(new LocalDate(1970, 1, 1), day);
}

/// <summary>What one order's items cost, and why they are free or paid.</summary>
internal sealed record OrderPrices
{
    /// <summary>The local day the order was made: prices, rules and warranty are those of this day.</summary>
    public required LocalDate Day { get; init; }

    public LocalDate? WarrantyUntil { get; init; }
    public required WarrantyState Warranty { get; init; }
    public required string Kind { get; init; }

    /// <summary>0 for the standard rules, while the company has published none.</summary>
    public required int RuleSet { get; init; }

    public required RuleBook Book { get; init; }
    public required IReadOnlyList<(PriceList List, PriceListVersion Version)> Versions { get; init; }

    /// <summary>An item from the most particular list that has it; null when none has.</summary>
    public (PriceList List, int Version, PriceLine Line)? Find(string code) => Items().Where(item => item.Line.Code == code).Select(item => ((PriceList, int, PriceLine)?)item).FirstOrDefault();

    /// <summary>Every item once, services first, in the order of the lists.</summary>
    public IEnumerable<(PriceList List, int Version, PriceLine Line)> Items() =>
        (from entry in Versions from line in PriceLine.FromJson(entry.Version.Lines) select (entry.List, entry.Version.Number, line)).DistinctBy(item => item.line.Code).OrderBy(item => item.List.Kind);

    public ChargeRule? Decide(string? cause, ChargeItem item, string code) => Charging.Decide(Book.Rules, new(Warranty, cause, Kind, item, code));
}
