using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Customers.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Customers;

/// <summary>Register a customer, with the first contact and the first address at once (R302).</summary>
internal static class RegisterCustomer
{
    /// <param name="Unit">The unit that looks after them; the caller's own when left out.</param>
    /// <param name="Number">What the company's own books call them; unique within the company.</param>
    /// <param name="Contact">Whom to call; a private customer is their own contact when left out.</param>
    [Needs("customers.do")]
    internal sealed record Command(
        [property: Required, StringLength(200)] string Name, CustomerKind Kind = CustomerKind.Person, CustomerClass Class = CustomerClass.Standard,
        [property: StringLength(40)] string? Phone = null, [property: StringLength(200), EmailAddress] string? Email = null,
        UnitId? Unit = null, [property: StringLength(4000)] string? Notes = null, ContactFields? Contact = null, SiteFields? Site = null,
        [property: StringLength(40)] string? Number = null) : ICommand<Response>;

    internal sealed record Response(CustomerId Id, ContactId? Contact, SiteId? Site);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/customers", Post);

    /// <summary>Registers a customer.</summary>
    internal static async Task<Ok<Response>> Post(Command command, Door door, CancellationToken ct) => TypedResults.Ok(await door.Run(command, ct));

    internal sealed class Handler(AppDb db, IOrganisation organisation) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var unit = await Owners.Checked(caller, command.Unit, organisation, ct);
            if (command.Site?.Address.WhyNotKeep("Site.Address") is { } refusal) throw refusal;

            var customer = new Customer
            {
                Id = db.NewId<CustomerId>(), UnitId = unit, Number = CustomerNumbers.Clean(command.Number), Kind = command.Kind, Name = command.Name.Trim(), Class = command.Class,
                Email = command.Email, Notes = command.Notes, RegisteredAt = db.Now,
            };
            await CustomerNumbers.CheckFree(db, customer.Number, customer.Id, ct);
            customer.Call(command.Phone);
            var fields = command.Contact ?? (command is { Kind: CustomerKind.Person, Phone: not null } ? new ContactFields(command.Name, command.Phone, Email: command.Email) : null);
            var contact = fields?.Apply(new Contact { Id = db.NewId<ContactId>(), CustomerId = customer.Id, Name = "" });
            var site = command.Site?.Apply(new Site { Id = db.NewId<SiteId>(), CustomerId = customer.Id });

            db.Add(customer);
            if (contact is not null) db.Add(contact);
            if (site is not null) db.Add(site);
            await db.SaveChangesAsync(ct);
            return new(customer.Id, contact?.Id, site?.Id);
        }
    }
}

internal static class CustomerNumbers
{
    public static string? Clean(string? number) => string.IsNullOrWhiteSpace(number) ? null : number.Trim();

    /// <summary>Refuses (`customer.number-taken`) when another customer has it; the unique index guards races.</summary>
    public static async Task CheckFree(AppDb db, string? number, CustomerId self, CancellationToken ct)
    {
        if (number is not null && await db.All<Customer>().AnyAsync(customer => customer.Number == number && customer.Id != self, ct)) throw Refusal.Invalid("customer.number-taken", "Number", number);
    }
}

/// <summary>A contact as forms and the API send it.</summary>
/// <param name="Language">`zh-CN` or `en`: what they are written in; left out for the company's.</param>
internal sealed record ContactFields(
    [property: Required, StringLength(100)] string Name, [property: StringLength(40)] string? Phone = null,
    [property: StringLength(100)] string? Role = null, [property: StringLength(200), EmailAddress] string? Email = null,
    [property: RegularExpression("zh-CN|en")] string? Language = null)
{
    public Contact Apply(Contact contact)
    {
        (contact.Name, contact.Role, contact.Email, contact.Language) = (Name.Trim(), Role, Email, Language);
        contact.Call(Phone);
        return contact;
    }
}

/// <summary>A service address as forms and the API send it.</summary>
/// <param name="Access">Permitted hours, entry conditions, route.</param>
internal sealed record SiteFields(Address Address, [property: StringLength(100)] string? Name = null, [property: StringLength(1000)] string? Access = null)
{
    public Site Apply(Site site)
    {
        (site.Name, site.Access) = (Name, Access);
        return site.At(Address);
    }
}

/// <summary>Which unit a new customer belongs to.</summary>
internal static class Owners
{
    /// <summary>The unit named, if the caller may work for it; else the caller's own. Refuses with `unit.not-found` or `unit.required`.</summary>
    public static async Task<UnitId> Checked(Caller caller, UnitId? unit, IOrganisation organisation, CancellationToken ct)
    {
        var owner = unit ?? caller.HomeUnit ?? throw Refusal.Invalid("customer.needs-unit", "Unit");
        if (!caller.SeesAllUnits && owner != caller.HomeUnit && !caller.Units.Contains(owner)) throw Refusal.NotFound("unit", owner);
        await organisation.Unit(owner, ct);
        return owner;
    }
}
