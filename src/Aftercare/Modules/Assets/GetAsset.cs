using Aftercare.Modules.Assets.Face;
using Aftercare.Modules.Customers.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Assets;

/// <summary>One asset with its model, customer and address.</summary>
internal static class GetAsset
{
    [Needs("customers.read")]
    internal sealed record Query(AssetId Id) : IQuery<Response>;

    /// <param name="Model">Null while it is to be confirmed on site (B13).</param>
    /// <param name="WarrantyUntil">The last day in warranty; null when unknown.</param>
    /// <param name="InWarranty">Whether today, on the servicing unit's clock, is in warranty.</param>
    internal sealed record Response(
        AssetId Id, int Version, string SerialNumber, ModelId? Model, string? ModelName, string? ModelCode, CustomerId? Customer, string? CustomerName, SiteId? Site, string? Address,
        LocalDate? InstalledOn, LocalDate? WarrantyStart, LocalDate? WarrantyUntil, bool InWarranty, UnitId Unit, string UnitName, Instant RegisteredAt, LocalDate? SoldOn);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/assets/{id:long}", Get);

    /// <summary>An asset with its warranty.</summary>
    internal static async Task<Ok<Response>> Get(long id, Door door, CancellationToken ct) => TypedResults.Ok(await door.Ask(new Query(new(id)), ct));

    internal sealed class Handler(AppDb db, ICustomers customers, IOrganisation organisation) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var asset = await db.Load<Asset>(query.Id.Value, "asset", ct);
            var model = await db.Visible<ProductModel>().SingleOrDefaultAsync(row => row.Id == asset.ModelId, ct);
            var customer = asset.CustomerId is { } owner ? await customers.Customer(owner, ct) : null;
            var site = asset.SiteId is { } at ? await customers.Site(at, ct) : null;
            var unit = await organisation.Unit(asset.UnitId, ct);
            return new(
                asset.Id, asset.Version, asset.SerialNumber, model?.Id, model?.Name, model?.Code, customer?.Id, customer?.Name, site?.Id, site?.OneLine,
                asset.InstalledOn, asset.WarrantyStart, asset.WarrantyUntil, asset.WarrantyUntil >= db.Now.InZone(unit.Zone).Date, unit.Id, unit.Name, asset.RegisteredAt, asset.SoldOn);
        }
    }
}
