using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Assets.Face;
using Aftercare.Modules.Customers.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Assets;

/// <summary>Register a sold or installed unit by its serial number (R206).</summary>
internal static class RegisterAsset
{
    /// <param name="SerialNumber">Unique within the company, compared without case and blanks.</param>
    /// <param name="Model">Null when it is to be confirmed on site (B13).</param>
    /// <param name="WarrantyStart">The installation day when left out.</param>
    /// <param name="WarrantyUntil">As promised in writing; by the model's terms when left out.</param>
    /// <param name="Unit">Who services it; the customer's unit, else the caller's own, when left out.</param>
    [Needs("customers.do")]
    internal sealed record Command(
        [property: Required, StringLength(100)] string SerialNumber, ModelId? Model = null, CustomerId? Customer = null, SiteId? Site = null,
        LocalDate? InstalledOn = null, LocalDate? WarrantyStart = null, UnitId? Unit = null, LocalDate? SoldOn = null, LocalDate? WarrantyUntil = null) : ICommand<Response>;

    /// <param name="WarrantyUntil">The last day in warranty by the model's terms.</param>
    internal sealed record Response(AssetId Id, LocalDate? WarrantyUntil);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/assets", Post);

    /// <summary>Registers a unit. A serial number the company already knows is refused.</summary>
    internal static async Task<Ok<Response>> Post(Command command, Door door, CancellationToken ct) => TypedResults.Ok(await door.Run(command, ct));

    internal sealed class Handler(AppDb db, ICustomers customers, IOrganisation organisation) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var place = await Placement.Checked(caller, command.Customer, command.Site, command.Unit, customers, organisation, ct);
            var model = command.Model is { } id ? await db.Load<ProductModel>(id.Value, "model", ct) : null;
            var asset = new Asset { Id = db.NewId<AssetId>(), UnitId = place.Unit, SerialNumber = command.SerialNumber, CustomerId = command.Customer, SiteId = command.Site, SoldOn = command.SoldOn, RegisteredAt = db.Now };
            await SerialNumbers.CheckFree(db, asset, ct);

            asset.Describe(model, command.InstalledOn, command.WarrantyStart);
            if (command.WarrantyUntil is { } until) asset.Promise(until);
            db.Add(asset);
            await db.SaveChangesAsync(ct);
            return new(asset.Id, asset.WarrantyUntil);
        }
    }
}

internal static class SerialNumbers
{
    /// <summary>Refuses (`asset.serial-taken`) when another asset has it; the unique index guards races.</summary>
    public static async Task CheckFree(AppDb db, Asset asset, CancellationToken ct)
    {
        if (asset.SerialKey.Length == 0) throw Refusal.Invalid("field.required", "SerialNumber");
        if (await db.All<Asset>().AnyAsync(other => other.SerialKey == asset.SerialKey && other.Id != asset.Id, ct))
            throw Refusal.Invalid("asset.serial-taken", "SerialNumber", asset.SerialNumber);
    }
}

/// <summary>Whose an asset is, where it stands, and who services it.</summary>
internal sealed record Placement(UnitId Unit)
{
    /// <summary>Refuses a customer or unit the caller does not see, and an address that is not the customer's (`asset.site-of-another`).</summary>
    public static async Task<Placement> Checked(Caller caller, CustomerId? customer, SiteId? site, UnitId? unit, ICustomers customers, IOrganisation organisation, CancellationToken ct)
    {
        var owner = customer is { } id ? await customers.Customer(id, ct) : null;
        if (owner is not null && !Sees(caller, owner.Unit)) throw Refusal.NotFound("customer", owner.Id);
        if (site is { } at && (await customers.Site(at, ct))?.Customer != customer) throw Refusal.Invalid("asset.site-of-another", "Site");

        var serving = unit ?? owner?.Unit ?? caller.HomeUnit ?? throw Refusal.Invalid("asset.needs-unit", "Unit");
        if (!Sees(caller, serving)) throw Refusal.NotFound("unit", serving);
        await organisation.Unit(serving, ct);
        return new(serving);
    }

    public static bool Sees(Caller caller, UnitId unit) => caller.SeesAllUnits || unit == caller.HomeUnit || caller.Units.Contains(unit);
}
