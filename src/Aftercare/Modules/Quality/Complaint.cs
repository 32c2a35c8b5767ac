using System.Linq.Expressions;
using Aftercare.Modules.Assets.Face;
using Aftercare.Modules.Customers.Face;
using Aftercare.Modules.Desk.Face;
using Aftercare.Modules.Quality.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Aftercare.Modules.Quality;

/// <summary>Where a complaint stands. Screens: 待核实、已核实、已答复、客户认可、客户不认可、已结案.</summary>
internal enum ComplaintStatus { Received, Verified, Answered, Accepted, NotAccepted, Closed }

/// <summary>How it came in.</summary>
internal enum ComplaintChannel { Phone, Mail, Online, OnSite }

/// <summary>What it is about.</summary>
internal enum ComplaintCategory { Product, Service, Person, Price, Other }

internal enum ComplaintSeverity { Normal, Major }

/// <summary>
/// One complaint of a customer (投诉), from receipt to its closing. What may happen to it is in `Complaint.Life.cs`, its
/// promises in `Complaint.Clocks.cs`.
/// </summary>
internal sealed partial class Complaint : Root, IListable<Complaint>, ISearchable
{
    public required ComplaintId Id { get; init; }
    public required string Number { get; init; }
    public required UnitId UnitId { get; init; }
    public required ComplaintChannel Channel { get; init; }
    public required CustomerId CustomerId { get; init; }
    public ContactId? ContactId { get; init; }

    /// <summary>Who complained and how to reach them, as they said it.</summary>
    public string? CallerName { get; init; }

    public string? CallerPhone { get; init; }
    public TicketId? TicketId { get; init; }
    public AssetId? AssetId { get; init; }

    /// <summary>The colleague it is about, when it is about one.</summary>
    public PersonId? AboutId { get; private set; }

    public required string Words { get; init; }
    public required ComplaintCategory Category { get; set; }
    public ComplaintSeverity Severity { get; private set; }

    /// <summary>Nothing was handed in yet: to be supplied (R801).</summary>
    public bool EvidenceOpen { get; private set; }

    /// <summary>Always a named person.</summary>
    public required PersonId OwnerId { get; set; }

    public required Instant ReceivedAt { get; init; }
    public required Instant EnteredAt { get; init; }
    public ComplaintStatus Status { get; private set; } = ComplaintStatus.Received;

    /// <summary>Found to be right (true) or not; only what is right is counted as a complaint.</summary>
    public bool? Valid { get; private set; }

    public string? Findings { get; private set; }
    public string? Solution { get; private set; }

    /// <summary>How often the customer did not accept the solution.</summary>
    public int Refusals { get; private set; }

    public Instant? EscalatedAt { get; private set; }

    /// <summary>Emergency measures of a major case, who sees to them, and since when they stand (R803).</summary>
    public string? Measures { get; private set; }

    public PersonId? MeasuresOwnerId { get; private set; }
    public Instant? MeasuresAt { get; private set; }
    public Instant? ClosedAt { get; private set; }
    public string? Summary { get; private set; }

    /// <summary>The customer's unguessable key to the progress of this complaint.</summary>
    [Secret]
    public required string FollowKey { get; init; }

    /// <summary>Names, phones and numbers as they were when it came in, for the search.</summary>
    public string FoundBy { get; init; } = "";

    public List<ComplaintStep> Steps { get; } = [];
    public List<ComplaintClock> Clocks { get; } = [];
    public List<Consultation> Consultations { get; } = [];

    internal override long Key => Id.Value;

    /// <summary>Those of the caller's units, and everybody's own: the owner's, and of whoever was asked for an opinion.</summary>
    public static Expression<Func<Complaint, bool>> VisibleTo(Caller caller)
    {
        var (person, units) = (caller.Person ?? default, caller.Units.AsEnumerable().ToList());
        if (caller.Kind is CallerKind.Link or CallerKind.Anonymous) return complaint => false;
        if (caller.SeesAllUnits) return complaint => true;
        if (caller.OwnOnly) return complaint => complaint.OwnerId == person || complaint.Consultations.Any(asked => asked.PersonId == person);
        return complaint => units.Contains(complaint.UnitId) || complaint.OwnerId == person || complaint.Consultations.Any(asked => asked.PersonId == person);
    }

    public static Expression<Func<Complaint, bool>> WithKey(long key) => complaint => complaint.Id == new ComplaintId(key);

    public SearchText ToSearchText() => new("complaint", $"{Number} {Words.Cut(80)}", string.Join(' ', FoundBy, CallerName, CallerPhone, Findings, Solution, Summary), ReceivedAt);

    public ComplaintCard ToCard() => new(Id, Number, UnitId, CustomerId, OwnerId, Words, Severity is ComplaintSeverity.Major) { ReceivedAt = ReceivedAt };

    /// <summary>What an editor needs for the next command.</summary>
    public ComplaintState State => new(Version, Status);

    internal sealed class Table : IEntityTypeConfiguration<Complaint>
    {
        public void Configure(EntityTypeBuilder<Complaint> builder)
        {
            builder.ToTable("complaints").HasKey(complaint => complaint.Id);
            builder.Property(complaint => complaint.Number).HasMaxLength(30);
            builder.Property(complaint => complaint.CallerName).HasMaxLength(200);
            builder.Property(complaint => complaint.CallerPhone).HasMaxLength(50);
            builder.Property(complaint => complaint.Words).HasMaxLength(4000);
            builder.Property(complaint => complaint.Findings).HasMaxLength(4000);
            builder.Property(complaint => complaint.Solution).HasMaxLength(4000);
            builder.Property(complaint => complaint.Measures).HasMaxLength(4000);
            builder.Property(complaint => complaint.Summary).HasMaxLength(4000);
            builder.Property(complaint => complaint.FollowKey).HasMaxLength(40);
            builder.Property(complaint => complaint.FoundBy).HasMaxLength(500);
            builder.Property(complaint => complaint.Calendar).HasMaxLength(100);
            builder.References(complaint => complaint.UnitId);
            builder.References(complaint => complaint.CustomerId);
            builder.References(complaint => complaint.ContactId);
            builder.References(complaint => complaint.TicketId);
            builder.References(complaint => complaint.AssetId);
            builder.References(complaint => complaint.AboutId);
            builder.References(complaint => complaint.OwnerId);
            builder.References(complaint => complaint.MeasuresOwnerId);
            builder.HasMany(complaint => complaint.Steps).WithOne().HasForeignKey(step => step.ComplaintId).OnDelete(DeleteBehavior.Restrict);
            builder.HasMany(complaint => complaint.Clocks).WithOne().HasForeignKey(clock => clock.ComplaintId).OnDelete(DeleteBehavior.Restrict);
            builder.HasMany(complaint => complaint.Consultations).WithOne().HasForeignKey(asked => asked.ComplaintId).OnDelete(DeleteBehavior.Restrict);
            builder.HasIndex(complaint => new { complaint.CompanyId, complaint.Number }).IsUnique();
            builder.HasIndex(complaint => complaint.FollowKey).IsUnique();
            builder.HasIndex(complaint => new { complaint.CompanyId, complaint.NextDueAt, complaint.Id });
            builder.HasIndex(complaint => new { complaint.CompanyId, complaint.ReceivedAt, complaint.Id });
            builder.HasIndex(complaint => new { complaint.CompanyId, complaint.OwnerId, complaint.NextDueAt });
            builder.HasIndex(complaint => new { complaint.CompanyId, complaint.CustomerId, complaint.ReceivedAt });
            builder.HasIndex(complaint => new { complaint.CompanyId, complaint.CallerPhone, complaint.EnteredAt });
            builder.HasIndex(complaint => complaint.TicketId);
            builder.HasIndex(complaint => complaint.AssetId);
        }
    }
}

/// <summary>Where a complaint stands after a command.</summary>
/// <param name="Version">Give it back with the next command.</param>
internal sealed record ComplaintState(int Version, ComplaintStatus Status);
