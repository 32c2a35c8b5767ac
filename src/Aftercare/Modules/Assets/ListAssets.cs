using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Assets.Face;
using Aftercare.Modules.Customers.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Assets;

/// <summary>Assets the caller sees, the last registered first.</summary>
internal static class ListAssets
{
    /// <param name="Q">The beginning of a serial number, or part of the model's name.</param>
    /// <param name="Unit">This unit and everything below it.</param>
    /// <param name="Unconfirmed">Only those whose model is to be confirmed on site (B13).</param>
    [Needs("customers.read")]
    internal sealed record Query(
        [property: StringLength(100)] string? Q = null, ModelId? Model = null, CustomerId? Customer = null, UnitId? Unit = null, bool Unconfirmed = false,
        string? After = null, [property: Range(1, 200)] int Size = 25) : IQuery<PageOf<Row>>;

    /// <param name="WarrantyUntil">The last day in warranty; null when unknown.</param>
    internal sealed record Row(AssetId Id, string SerialNumber, ModelId? Model, string? ModelName, CustomerId? Customer, string? CustomerName, LocalDate? InstalledOn, LocalDate? WarrantyUntil, UnitId Unit, string UnitName, Instant RegisteredAt);

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/assets", Get);
        api.MapGet("/assets/lookup", Lookup);
    }

    /// <summary>A page of assets, the last registered first.</summary>
    internal static async Task<Ok<PageOf<Row>>> Get(Door door, CancellationToken ct, string? q = null, long? model = null, long? customer = null, long? unit = null, bool unconfirmed = false, string? after = null, int size = 25) =>
        TypedResults.Ok(await door.Ask(new Query(q, model is { } m ? new ModelId(m) : null, customer is { } c ? new CustomerId(c) : null, unit is { } u ? new UnitId(u) : null, unconfirmed, after, size), ct));

    /// <summary>Assets for a picker, of one customer when it is given: value, text and hint.</summary>
    internal static async Task<Ok<IEnumerable<Choice>>> Lookup(Door door, CancellationToken ct, string? q = null, long? customer = null) =>
        TypedResults.Ok((await door.Ask(new Query(q, Customer: customer is { } id ? new CustomerId(id) : null, Size: 20), ct)).Items
            .Select(row => new Choice(row.Id.ToString(), row.SerialNumber, $"{row.ModelName} {row.CustomerName}".Trim())));

    internal sealed record Choice(string Value, string Text, string Hint);

    internal sealed class Handler(AppDb db, ICustomers customers, IOrganisation organisation) : IHandle<Query, PageOf<Row>>
    {
        public async Task<PageOf<Row>> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var assets = db.Visible<Asset>();
            if (query.Q?.Trim() is { Length: > 0 } q)
            {
                var serial = Asset.KeyOf(q);
                assets = assets.Where(asset => asset.SerialKey.StartsWith(serial) || db.Visible<ProductModel>().Any(model => model.Id == asset.ModelId && model.Name.Contains(q)));
            }
            if (query.Model is { } wanted) assets = assets.Where(asset => asset.ModelId == wanted);
            if (query.Customer is { } customer) assets = assets.Where(asset => asset.CustomerId == customer);
            if (query.Unconfirmed) assets = assets.Where(asset => asset.ModelId == null);
            if (query.Unit is { } unit)
            {
                List<UnitId> below = [.. await organisation.Below(unit, ct)];
                assets = assets.Where(asset => below.Contains(asset.UnitId));
            }

            var rows = await assets.NewestFirst(asset => asset.RegisteredAt, asset => asset.Id, query.After).Take(query.Size + 1).ToListAsync(ct);
            var modelIds = rows.Select(row => row.ModelId).OfType<ModelId>().Distinct().ToList();
            var models = await db.Visible<ProductModel>().Where(model => modelIds.Contains(model.Id)).ToDictionaryAsync(model => model.Id, model => model.Name, ct);
            var owners = await customers.Customers([.. rows.Select(row => row.CustomerId).OfType<CustomerId>()], ct);
            var units = (await organisation.Units(ct)).ToDictionary(card => card.Id, card => card.Name);
            return rows.ConvertAll(row => new Row(
                row.Id, row.SerialNumber, row.ModelId, row.ModelId is { } model ? models[model] : null, row.CustomerId, row.CustomerId is { } owner ? owners[owner].Name : null,
                row.InstalledOn, row.WarrantyUntil, row.UnitId, units.GetValueOrDefault(row.UnitId, ""), row.RegisteredAt)).CutToPage(query.Size, row => new(row.RegisteredAt, row.Id.Value));
        }
    }
}
