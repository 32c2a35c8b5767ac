using Aftercare.Modules.Customers.Face;
using Aftercare.Platform;
using Aftercare.Rules.Geo;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Customers;

internal sealed class CustomersFace(AppDb db) : ICustomers
{
    public IQueryable<CustomerCard> Cards => db.All<Customer>().AsNoTracking().Select(customer => new CustomerCard
    {
        Id = customer.Id, Name = customer.Name, Class = customer.Class, Phone = customer.Phone, Unit = customer.UnitId,
    });

    public async Task<CustomerCard> Customer(CustomerId customer, CancellationToken ct) =>
        await Cards.SingleOrDefaultAsync(card => card.Id == customer, ct) ?? throw Refusal.NotFound("customer", customer);

    public async Task<IReadOnlyDictionary<CustomerId, CustomerCard>> Customers(IReadOnlyCollection<CustomerId> customers, CancellationToken ct)
    {
        var ids = customers.Distinct().ToList();
        return await Cards.Where(card => ids.Contains(card.Id)).ToDictionaryAsync(card => card.Id, ct);
    }

    public async Task<SiteCard?> Site(SiteId site, CancellationToken ct) =>
        (await db.All<Site>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == site, ct))?.Card();

    public async Task<IReadOnlyDictionary<SiteId, SiteCard>> Sites(IReadOnlyCollection<SiteId> sites, CancellationToken ct)
    {
        var ids = sites.Distinct().ToList();
        return (await db.All<Site>().AsNoTracking().Where(row => ids.Contains(row.Id)).ToListAsync(ct)).ToDictionary(row => row.Id, row => row.Card());
    }

    public async Task<IReadOnlyList<SiteCard>> Sites(CustomerId customer, CancellationToken ct) =>
        (await db.All<Site>().AsNoTracking().Where(row => row.CustomerId == customer).OrderBy(row => row.Id).ToListAsync(ct)).ConvertAll(row => row.Card());

    public async Task<ContactCard?> Contact(ContactId contact, CancellationToken ct) =>
        (await db.All<Contact>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == contact, ct))?.Card();

    public async Task<IReadOnlyDictionary<ContactId, ContactCard>> Contacts(IReadOnlyCollection<ContactId> contacts, CancellationToken ct)
    {
        var ids = contacts.Distinct().ToList();
        return (await db.All<Contact>().AsNoTracking().Where(row => ids.Contains(row.Id)).ToListAsync(ct)).ToDictionary(row => row.Id, row => row.Card());
    }

    public async Task<IReadOnlyList<ContactCard>> Contacts(CustomerId customer, CancellationToken ct) =>
        (await db.All<Contact>().AsNoTracking().Where(row => row.CustomerId == customer).OrderBy(row => row.Id).ToListAsync(ct)).ConvertAll(row => row.Card());

    public async Task<string?> LanguageOf(CustomerId customer, ContactId? contact, CancellationToken ct)
    {
        var known = await db.All<Contact>().Where(row => row.CustomerId == customer && row.Language != null).OrderBy(row => row.Id).Select(row => new { row.Id, row.Language }).ToListAsync(ct);
        return (known.Find(row => row.Id == contact) ?? known.FirstOrDefault())?.Language;
    }

    public async Task<IReadOnlyList<CustomerCard>> Meant(string? number, string? phone, string? name, CancellationToken ct)
    {
        var (seen, digits) = (db.Visible<Customer>().AsNoTracking().Where(customer => customer.MergedInto == null), phone is null ? null : PhoneNumber.Digits(phone));
        if (number is not null) seen = seen.Where(customer => customer.Number == number || customer.FormerNumbers!.Contains(" " + number + " "));
        else if (digits is not null) seen = seen.Where(customer => customer.PhoneDigits == digits || db.All<Contact>().Any(contact => contact.CustomerId == customer.Id && contact.PhoneDigits == digits));
        else if (name is not null) seen = seen.Where(customer => customer.Name == name);
        else return [];
        var found = await seen.OrderBy(customer => customer.Id).Take(20).ToListAsync(ct);
        // Several people behind one number: the name decides.
        if (found.Count > 1 && name is not null && found.FindAll(customer => customer.Name == name) is { Count: > 0 } named) found = named;
        return found.ConvertAll(customer => new CustomerCard { Id = customer.Id, Name = customer.Name, Class = customer.Class, Phone = customer.Phone, Unit = customer.UnitId });
    }

    public async Task<(CustomerCard Customer, ContactCard? Contact)?> ByPhone(string phone, CancellationToken ct)
    {
        if (PhoneNumber.Digits(phone) is not { } digits) return null;
        if (await db.All<Contact>().AsNoTracking().Where(row => row.PhoneDigits == digits).OrderByDescending(row => row.Id).FirstOrDefaultAsync(ct) is { } contact)
            return (await Customer(contact.CustomerId, ct), contact.Card());
        var own = await db.All<Customer>().AsNoTracking().Where(row => row.PhoneDigits == digits && row.MergedInto == null).OrderByDescending(row => row.Id).FirstOrDefaultAsync(ct);
        return own is null ? null : (await Customer(own.Id, ct), null);
    }

    public Task<CustomerCard> Register(UnitId unit, string name, string? phone, string? email, string? address, CancellationToken ct, string? language = null)
    {
        var customer = new Customer { Id = db.NewId<CustomerId>(), UnitId = unit, Kind = CustomerKind.Person, Name = name.Trim(), Class = CustomerClass.Standard, Email = email, RegisteredAt = db.Now };
        customer.Call(phone);
        var contact = new Contact { Id = db.NewId<ContactId>(), CustomerId = customer.Id, Name = customer.Name, Email = email, Language = language };
        contact.Call(phone);
        db.AddRange(customer, contact);
        if (!string.IsNullOrWhiteSpace(address)) db.Add(new Site { Id = db.NewId<SiteId>(), CustomerId = customer.Id }.At(Modules.Customers.Address.Of(AddressBook.Shipped.Split(address))));
        return Task.FromResult(new CustomerCard { Id = customer.Id, Name = customer.Name, Class = customer.Class, Phone = customer.Phone, Unit = unit });
    }
}
