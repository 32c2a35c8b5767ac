using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Assets.Face;
using Aftercare.Modules.Customers.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Aftercare.Modules.Assets;

/// <summary>Change an asset: confirm its model, correct its number, move it to another customer or address.</summary>
internal static class ChangeAsset
{
    /// <param name="Version">The version the editor saw.</param>
    [Needs("customers.do")]
    internal sealed record Command(
        [property: Required, StringLength(100)] string SerialNumber, ModelId? Model, CustomerId? Customer, SiteId? Site,
        LocalDate? InstalledOn = null, LocalDate? WarrantyStart = null, UnitId? Unit = null, int? Version = null, LocalDate? SoldOn = null) : ICommand<Response>
    {
        /// <summary>Which one; over HTTP the address says it.</summary>
        public AssetId Id { get; init; }
    }

    internal sealed record Response(int Version, LocalDate? WarrantyUntil);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPut("/assets/{id:long}", Put);

    /// <summary>Changes an asset. A model once known cannot become unknown again.</summary>
    internal static async Task<Ok<Response>> Put(long id, Command command, Door door, CancellationToken ct) =>
        TypedResults.Ok(await door.Run(command with { Id = new(id) }, ct));

    internal sealed class Handler(AppDb db, ICustomers customers, IOrganisation organisation) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var asset = await db.Load<Asset>(command.Id.Value, "asset", ct);
            asset.Expect(command.Version);
            if (command.Model is null && asset.ModelId is not null) throw Refusal.Invalid("asset.model-known", nameof(command.Model));
            var model = command.Model is { } id ? await db.Load<ProductModel>(id.Value, "model", ct) : null;
            var moves = command.Customer != asset.CustomerId || command.Site != asset.SiteId || (command.Unit ?? asset.UnitId) != asset.UnitId;
            var unit = moves ? (await Placement.Checked(caller, command.Customer, command.Site, command.Unit, customers, organisation, ct)).Unit : asset.UnitId;

            (asset.SerialNumber, asset.CustomerId, asset.SiteId, asset.UnitId, asset.SoldOn) = (command.SerialNumber, command.Customer, command.Site, unit, command.SoldOn);
            await SerialNumbers.CheckFree(db, asset, ct);
            asset.Describe(model, command.InstalledOn, command.WarrantyStart);
            await db.SaveChangesAsync(ct);
            return new(asset.Version, asset.WarrantyUntil);
        }
    }
}
