using System.Linq.Expressions;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Aftercare.Modules.Organisation;

/// <summary>A human of the company (人员), own or of a dealer or service point. Whether they can sign in is an account's matter.</summary>
internal sealed class Person : Root, IListable<Person>, ISearchable
{
    public required PersonId Id { get; init; }
    public required UnitId UnitId { get; set; }
    public required string Name { get; set; }
    public string? Phone { get; set; }
    public string? Email { get; set; }

    /// <summary>Unique within the company.</summary>
    public string? EmployeeNumber { get; set; }

    /// <summary>What they do here, as the company calls it (岗位).</summary>
    public string? Post { get; set; }

    public Employment Employment { get; private set; }

    /// <summary>The organisation that employs them, when it is not the company itself (R111).</summary>
    public string? Employer { get; private set; }

    /// <summary>The language messages to this person are written in.</summary>
    public required string Language { get; set; }

    public bool Active { get; set; } = true;
    public required Instant AddedAt { get; init; }

    internal override long Key => Id.Value;

    public PersonCard Card() => new(Id, UnitId, Name, Phone, Email, EmployeeNumber, Active) { Post = Post, Employment = Employment, Employer = Employer };

    /// <summary>Says who employs them. Refuses (`person.needs-employer`) somebody else's person without the organisation.</summary>
    public void EmployedBy(Employment employment, string? employer)
    {
        if (employment is not Employment.Own && employer.OrNull() is null) throw Refusal.Invalid("person.needs-employer", nameof(Employer));
        (Employment, Employer) = (employment, employment is Employment.Own ? null : employer.OrNull());
    }

    public Refusal? WhyNotOnDuty() => Active ? null : new Refusal("person.inactive") { Arguments = [Name] };

    public SearchText ToSearchText() => new("person", Name, $"{EmployeeNumber} {Phone} {Email}", AddedAt);

    public static Expression<Func<Person, bool>> VisibleTo(Caller caller)
    {
        List<UnitId> units = [.. caller.Units];
        var (all, own, self) = (caller.SeesAllUnits, caller.OwnOnly, caller.Person);
        return person => all || person.Id == self || (!own && units.Contains(person.UnitId));
    }

    public static Expression<Func<Person, bool>> WithKey(long key) => person => person.Id == new PersonId(key);

    internal sealed class Table : IEntityTypeConfiguration<Person>
    {
        public void Configure(EntityTypeBuilder<Person> builder)
        {
            builder.ToTable("people").HasKey(person => person.Id);
            builder.Property(person => person.Name).HasMaxLength(100);
            builder.Property(person => person.Phone).HasMaxLength(40);
            builder.Property(person => person.Email).HasMaxLength(200);
            builder.Property(person => person.EmployeeNumber).HasMaxLength(40);
            builder.Property(person => person.Post).HasMaxLength(100);
            builder.Property(person => person.Employer).HasMaxLength(200);
            builder.Property(person => person.Language).HasMaxLength(10);
            builder.References(person => person.UnitId);
            builder.HasIndex(person => new { person.CompanyId, person.EmployeeNumber }).IsUnique();
            builder.HasIndex(person => new { person.CompanyId, person.AddedAt, person.Id });
        }
    }
}
