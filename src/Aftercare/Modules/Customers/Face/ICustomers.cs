using System.Globalization;
using Aftercare.Platform;

namespace Aftercare.Modules.Customers.Face;

/// <summary>A customer (客户).</summary>
public readonly record struct CustomerId(long Value) : IId<CustomerId>
{
    public static CustomerId Of(long value) => new(value);
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A service address (服务地址).</summary>
public readonly record struct SiteId(long Value) : IId<SiteId>
{
    public static SiteId Of(long value) => new(value);
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A person to call (联系人).</summary>
public readonly record struct ContactId(long Value) : IId<ContactId>
{
    public static ContactId Of(long value) => new(value);
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Key customers get their own targets and priorities (R306, R308).</summary>
public enum CustomerClass { Standard, Key, Strategic }

/// <summary>A customer as other modules see it. Also offered as a query for lists that join across modules.</summary>
public sealed record CustomerCard
{
    public required CustomerId Id { get; init; }
    public required string Name { get; init; }
    public required CustomerClass Class { get; init; }
    public string? Phone { get; init; }
    public required UnitId Unit { get; init; }
}

/// <param name="Latitude">WGS-84 degrees, or null when the address is not located.</param>
public sealed record SiteCard(SiteId Id, CustomerId Customer, string Province, string City, string District, string Street, double? Latitude, double? Longitude)
{
    /// <summary>What the customer calls it: home, plant 2.</summary>
    public string? Name { get; init; }

    /// <summary>Building, floor, room.</summary>
    public string Detail { get; init; } = "";

    /// <summary>True when the coordinates are only the middle of the district, because nobody located the address (B05).</summary>
    public bool EstimatedByDistrict { get; init; }

    /// <summary>Permitted hours, entry conditions, route; null when nobody wrote any.</summary>
    public string? Access { get; init; }

    /// <summary>The address in one line, biggest first as Chinese addresses go.</summary>
    public string OneLine => (Province == City ? "" : Province) + City + District + Street + Detail;
}

public sealed record ContactCard(ContactId Id, CustomerId Customer, string Name, string Phone, string? Email);

/// <summary>What modules below may ask about customers.</summary>
public interface ICustomers
{
    /// <summary>The customer, or a refusal (`customer.not-found`).</summary>
    Task<CustomerCard> Customer(CustomerId customer, CancellationToken ct);

    /// <summary>All customers of the company, to join with; the caller of the list answers for what it shows.</summary>
    IQueryable<CustomerCard> Cards { get; }

    /// <summary>These customers in one query; unknown ids are absent.</summary>
    Task<IReadOnlyDictionary<CustomerId, CustomerCard>> Customers(IReadOnlyCollection<CustomerId> customers, CancellationToken ct);

    Task<SiteCard?> Site(SiteId site, CancellationToken ct);

    /// <summary>These addresses in one query; unknown ids are absent.</summary>
    Task<IReadOnlyDictionary<SiteId, SiteCard>> Sites(IReadOnlyCollection<SiteId> sites, CancellationToken ct);

    Task<IReadOnlyList<SiteCard>> Sites(CustomerId customer, CancellationToken ct);

    Task<ContactCard?> Contact(ContactId contact, CancellationToken ct);

    /// <summary>These people in one query; unknown ids are absent.</summary>
    Task<IReadOnlyDictionary<ContactId, ContactCard>> Contacts(IReadOnlyCollection<ContactId> contacts, CancellationToken ct);

    Task<IReadOnlyList<ContactCard>> Contacts(CustomerId customer, CancellationToken ct);

    /// <summary>What to write to this customer in: the contact's language, else that of the customer's first contact who has one, else null for the company's.</summary>
    Task<string?> LanguageOf(CustomerId customer, ContactId? contact, CancellationToken ct);

    /// <summary>
    /// The customers whom a line of a table means: by number when it has one, else by phone (compared by digits), else by the whole
    /// name. Only those the caller sees, the first registered first; more than one says that the line is not clear.
    /// </summary>
    Task<IReadOnlyList<CustomerCard>> Meant(string? number, string? phone, string? name, CancellationToken ct);

    /// <summary>The customer this phone number belongs to (its own or a contact's), compared by digits; null when nobody has it.</summary>
    Task<(CustomerCard Customer, ContactCard? Contact)?> ByPhone(string phone, CancellationToken ct);

    /// <summary>
    /// Registers a customer with one contact and one address in the caller's transaction, without saving: for a portal
    /// visitor or an import that knows nobody here yet.
    /// </summary>
    /// <param name="language">`zh-CN` or `en`, when it is known in which they wrote.</param>
    Task<CustomerCard> Register(UnitId unit, string name, string? phone, string? email, string? address, CancellationToken ct, string? language = null);
}
