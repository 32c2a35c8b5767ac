using System.Linq.Expressions;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Aftercare.Modules.Organisation;

internal readonly record struct PostId(long Value) : IId<PostId>
{
    public static PostId Of(long value) => new(value);
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>
/// A post (岗位) of a unit: what people are appointed to. It stands in the administrative line and may report to another
/// post besides (业务汇报, R103).
/// </summary>
internal sealed class Post : Root, IListable<Post>, ISearchable
{
    public required PostId Id { get; init; }
    public required UnitId UnitId { get; init; }
    public required string Name { get; set; }

    /// <summary>The role whose permissions fit it: `P06`; null when none of the shipped ones does.</summary>
    public string? Role { get; set; }

    /// <summary>Whose orders it takes.</summary>
    public PostId? SuperiorId { get; set; }

    /// <summary>Whom it reports to in its trade.</summary>
    public PostId? FunctionalSuperiorId { get; set; }

    /// <summary>How many people it is meant for (编制).</summary>
    public required int Headcount { get; set; }

    public required Instant AddedAt { get; init; }

    /// <summary>Nobody is appointed to a closed post any more.</summary>
    public bool Closed { get; set; }

    public List<Appointed> Holders { get; } = [];

    internal override long Key => Id.Value;

    public SearchText ToSearchText() => new("post", Name, Role ?? "", AddedAt);

    /// <summary>Appoints a person from a day on; refused when the person holds the post on a day of that span already.</summary>
    public void Appoint(Person person, LocalDate from, LocalDate? to)
    {
        if (Closed) throw new Refusal("post.closed") { Arguments = [Name] };
        if (person.WhyNotOnDuty() is { } refusal) throw refusal;
        if (to < from) throw Refusal.Invalid("post.ends-before-start", "To");
        if (Holders.Any(holder => holder.PersonId == person.Id && !(holder.To < from) && !(to < holder.From))) throw Refusal.Invalid("post.held-already", "Person", person.Name, Name);
        Holders.Add(new() { PostId = Id, PersonId = person.Id, From = from, To = to });
    }

    /// <summary>The person holds it for the last time on this day; an appointment that has not begun by then never does.</summary>
    public void Release(PersonId person, LocalDate last)
    {
        var held = Holders.Where(holder => holder.PersonId == person && !(holder.To < last)).ToList();
        if (held.Count == 0) throw Refusal.Invalid("post.not-held", "Person");
        foreach (var holder in held)
        {
            if (holder.From > last) Holders.Remove(holder);
            else holder.To = last;
        }
    }

    public static Expression<Func<Post, bool>> VisibleTo(Caller caller)
    {
        List<UnitId> units = [.. caller.Units];
        var (all, home) = (caller.SeesAllUnits, caller.HomeUnit);
        return post => all || units.Contains(post.UnitId) || post.UnitId == home;
    }

    public static Expression<Func<Post, bool>> WithKey(long key) => post => post.Id == new PostId(key);

    internal sealed class Table : IEntityTypeConfiguration<Post>
    {
        public void Configure(EntityTypeBuilder<Post> builder)
        {
            builder.ToTable("posts").HasKey(post => post.Id);
            builder.References(post => post.UnitId);
            builder.References(post => post.SuperiorId);
            builder.References(post => post.FunctionalSuperiorId);
            builder.Property(post => post.Name).HasMaxLength(200);
            builder.Property(post => post.Role).HasMaxLength(10);
            builder.HasIndex(post => new { post.CompanyId, post.UnitId });
            builder.HasMany(post => post.Holders).WithOne().HasForeignKey(holder => holder.PostId);
            builder.Navigation(post => post.Holders).AutoInclude();
        }
    }
}

/// <summary>A person in a post, from a day to a day, both included.</summary>
internal sealed class Appointed : Record, IPart
{
    public required PostId PostId { get; init; }
    public required PersonId PersonId { get; init; }
    public required LocalDate From { get; init; }
    public LocalDate? To { get; set; }

    public long RootKey => PostId.Value;

    public bool Covers(LocalDate day) => From <= day && !(To < day);

    internal sealed class Table : IEntityTypeConfiguration<Appointed>
    {
        public void Configure(EntityTypeBuilder<Appointed> builder)
        {
            builder.ToTable("post_holders").HasKey(holder => new { holder.PostId, holder.PersonId, holder.From });
            builder.References(holder => holder.PersonId);
            builder.HasIndex(holder => holder.PersonId);
        }
    }
}
