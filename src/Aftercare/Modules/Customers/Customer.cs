using System.Linq.Expressions;
using Aftercare.Modules.Customers.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Aftercare.Modules.Customers;

internal enum CustomerKind { Person, Company }

/// <summary>A customer (客户): who they are. Whom to call and where to go are <see cref="Contact"/>s and <see cref="Site"/>s.</summary>
internal sealed class Customer : Root, IListable<Customer>, ISearchable
{
    public required CustomerId Id { get; init; }

    /// <summary>The unit that looks after this customer.</summary>
    public required UnitId UnitId { get; set; }

    /// <summary>What the company's own books call this customer (客户编号); unique within the company, null when they do not.</summary>
    public string? Number { get; set; }

    public required CustomerKind Kind { get; set; }
    public required string Name { get; set; }
    public required CustomerClass Class { get; set; }

    /// <summary>As it was said.</summary>
    public string? Phone { get; private set; }

    /// <summary>As numbers are compared: see <see cref="PhoneNumber.Digits"/>.</summary>
    public string? PhoneDigits { get; private set; }

    public string? Email { get; set; }
    public string? Notes { get; set; }
    public required Instant RegisteredAt { get; init; }

    /// <summary>The customer this one turned out to be; null while it stands for itself. Such a customer is found under the other.</summary>
    public CustomerId? MergedInto { get; private set; }

    public Instant? MergedAt { get; private set; }

    /// <summary>Numbers of customers that were merged into this one, each between blanks: they go on being found.</summary>
    public string? FormerNumbers { get; private set; }

    internal override long Key => Id.Value;

    public Refusal? WhyNotMerge(Customer other) =>
        other.Id == Id ? new Refusal("customer.merge-self") : MergedInto is not null || other.MergedInto is not null ? new Refusal("customer.merged-already") : null;

    /// <summary>Takes over from a customer who turned out to be this one what is known of them and not of this one.</summary>
    public void Absorb(Customer other, Instant now)
    {
        if (WhyNotMerge(other) is { } why) throw why;
        if (Phone is null) Call(other.Phone);
        (Email, Notes) = (Email ?? other.Email, string.Join("\n", new[] { Notes, other.Notes }.OfType<string>()) is { Length: > 0 and <= 4000 } both ? both : Notes);
        if (other.Number is not null || other.FormerNumbers is not null) FormerNumbers = $"{FormerNumbers ?? " "}{(other.Number is null ? "" : other.Number + " ")}{other.FormerNumbers?.TrimStart()}";
        (other.MergedInto, other.MergedAt) = (Id, now);
    }

    public void Call(string? phone) => (Phone, PhoneDigits) = PhoneNumber.Of(phone);

    /// <summary>Also found by the last four digits, which callers like to say.</summary>
    public SearchText? ToSearchText() => MergedInto is not null ? null : new("customer", Name, $"{Number} {FormerNumbers} {PhoneDigits} {(PhoneDigits is { Length: > 4 } digits ? digits[^4..] : null)} {Email}", RegisteredAt);

    public static Expression<Func<Customer, bool>> VisibleTo(Caller caller)
    {
        List<UnitId> units = caller.OwnOnly ? [] : [.. caller.Units];
        var all = caller.SeesAllUnits;
        return customer => all || units.Contains(customer.UnitId);
    }

    public static Expression<Func<Customer, bool>> WithKey(long key) => customer => customer.Id == new CustomerId(key);

    internal sealed class Table : IEntityTypeConfiguration<Customer>
    {
        public void Configure(EntityTypeBuilder<Customer> builder)
        {
            builder.ToTable("customers").HasKey(customer => customer.Id);
            builder.Property(customer => customer.Name).HasMaxLength(200);
            builder.Property(customer => customer.Number).HasMaxLength(40);
            builder.Property(customer => customer.Phone).HasMaxLength(40);
            builder.Property(customer => customer.PhoneDigits).HasMaxLength(40);
            builder.Property(customer => customer.Email).HasMaxLength(200);
            builder.Property(customer => customer.FormerNumbers).HasMaxLength(1000);
            builder.References(customer => customer.MergedInto);
            builder.References(customer => customer.UnitId);
            builder.HasIndex(customer => new { customer.CompanyId, customer.RegisteredAt, customer.Id });
            builder.HasIndex(customer => new { customer.CompanyId, customer.PhoneDigits });
            builder.HasIndex(customer => new { customer.CompanyId, customer.Number }).IsUnique();
            builder.HasIndex(customer => new { customer.CompanyId, customer.Name });
        }
    }
}

/// <summary>A person to call (联系人).</summary>
internal sealed class Contact : Record, IPart
{
    public required ContactId Id { get; init; }
    public required CustomerId CustomerId { get; set; }
    public required string Name { get; set; }

    /// <summary>What they are there: tenant, site manager, purchaser.</summary>
    public string? Role { get; set; }

    public string? Phone { get; private set; }
    public string? PhoneDigits { get; private set; }
    public string? Email { get; set; }

    /// <summary>`zh-CN` or `en`: what they are written in; null for the company's.</summary>
    public string? Language { get; set; }

    public long RootKey => CustomerId.Value;

    public void Call(string? phone) => (Phone, PhoneDigits) = PhoneNumber.Of(phone);

    public ContactCard Card() => new(Id, CustomerId, Name, Phone ?? "", Email);

    internal sealed class Table : IEntityTypeConfiguration<Contact>
    {
        public void Configure(EntityTypeBuilder<Contact> builder)
        {
            builder.ToTable("contacts").HasKey(contact => contact.Id);
            builder.Property(contact => contact.Name).HasMaxLength(100);
            builder.Property(contact => contact.Role).HasMaxLength(100);
            builder.Property(contact => contact.Phone).HasMaxLength(40);
            builder.Property(contact => contact.PhoneDigits).HasMaxLength(40);
            builder.Property(contact => contact.Email).HasMaxLength(200);
            builder.Property(contact => contact.Language).HasMaxLength(10);
            builder.References(contact => contact.CustomerId);
            builder.HasIndex(contact => new { contact.CompanyId, contact.PhoneDigits });
        }
    }
}
