using System.Linq.Expressions;
using Aftercare.Modules.Assets.Face;
using Aftercare.Modules.Customers.Face;
using Aftercare.Modules.Desk.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Aftercare.Modules.Desk;

/// <summary>One request of a customer (服务请求), from intake to archive. What may happen to it is in `Ticket.Life.cs`, its clocks in `Ticket.Clocks.cs`.</summary>
internal sealed partial class Ticket : Root, IListable<Ticket>, ISearchable
{
    public required TicketId Id { get; init; }
    public required string Number { get; init; }
    public required UnitId UnitId { get; set; }
    public required Channel Channel { get; init; }

    /// <summary>Code of the request type.</summary>
    public required string Type { get; set; }

    public required CustomerId CustomerId { get; init; }
    public ContactId? ContactId { get; init; }

    /// <summary>Who called and how to reach them, as they said it.</summary>
    public string? CallerName { get; init; }

    public string? CallerPhone { get; init; }
    public SiteId? SiteId { get; init; }
    public AssetId? AssetId { get; set; }

    /// <summary>The product in words when no unit is known: model, serial as read aloud.</summary>
    public string? ProductText { get; set; }

    /// <summary>The product is to be confirmed on site (R302).</summary>
    public bool ProductOpen { get; set; }

    public required string Fault { get; init; }
    public string? Nature { get; set; }
    public string? Symptom { get; set; }
    public string? Cause { get; set; }

    /// <summary>What the customer asks for.</summary>
    public string? RequestedService { get; init; }

    public required Priority Priority { get; set; }

    /// <summary>Code of the row of the priority table that gave it; null when a person chose it.</summary>
    public string? PriorityRule { get; set; }

    /// <summary>Why a person chose another one.</summary>
    public string? PriorityReason { get; set; }

    public TicketStatus Status { get; private set; } = TicketStatus.New;

    /// <summary>Always a named person (R307).</summary>
    public required PersonId HandlerId { get; set; }

    public PersonId? TechnicianId { get; set; }

    /// <summary>When the customer asked; may be earlier than when it was entered.</summary>
    public required Instant OpenedAt { get; init; }

    public required Instant EnteredAt { get; init; }
    public Instant? AcknowledgedAt { get; private set; }
    public Instant? RespondedAt { get; private set; }
    public Instant? SolvedAt { get; private set; }
    public Instant? ClosedAt { get; private set; }
    public string? Solution { get; private set; }

    /// <summary>Solved from a distance: needs cause and solution (R312).</summary>
    public bool SolvedRemotely { get; private set; }

    /// <summary>How the customer confirmed (R313): `phone`, `signature`, `rating`…</summary>
    public string? Confirmation { get; private set; }

    public Instant? ConfirmedAt { get; private set; }
    public int Reopenings { get; private set; }

    /// <summary>How often the customer urged (催单).</summary>
    public int Urgings { get; private set; }

    /// <summary>The last urging nobody answered yet.</summary>
    public Instant? UrgedAt { get; private set; }

    /// <summary>Of an emergency type (R323).</summary>
    public bool Emergency { get; private set; }

    /// <summary>How often people were called to it.</summary>
    public int AlarmRounds { get; private set; }

    /// <summary>When somebody took the emergency, and who.</summary>
    public Instant? TakenAt { get; private set; }

    public PersonId? TakenById { get; private set; }

    /// <summary>When the rescue record says people were freed: there is none while this is null.</summary>
    public Instant? ReleasedAt { get; private set; }

    /// <summary>The ticket that was solved not long ago on the same machine with the same symptom (返修, R326).</summary>
    public TicketId? RepeatOfId { get; private set; }

    /// <summary>The first engineer, in whose figures it counts.</summary>
    public PersonId? RepeatById { get; private set; }

    /// <summary>Why it is no repeat after all.</summary>
    public string? RepeatRefuted { get; private set; }

    public string? RepeatRefutedBy { get; private set; }

    public bool IsRepeat => RepeatOfId is not null && RepeatRefuted is null;

    /// <summary>The log it was imported from and its key there; unique together.</summary>
    public string? Source { get; init; }

    public string? ExternalId { get; init; }

    /// <summary>The last event taken over from that log.</summary>
    public Instant? ImportedUntil { get; set; }

    /// <summary>The customer's unguessable key to the progress of this ticket; those of imported cases have none.</summary>
    [Secret]
    public string? FollowKey { get; init; }

    /// <summary>Names, phones and serials as they were at intake, for the search.</summary>
    public string FoundBy { get; init; } = "";

    internal override long Key => Id.Value;

    public bool IsOpen { get; private set; } = true;

    /// <summary>Own tickets for technicians; those of the caller's units for the rest; the one of the link for a customer.</summary>
    public static Expression<Func<Ticket, bool>> VisibleTo(Caller caller)
    {
        var (person, units, linked) = (caller.Person, caller.Units.AsEnumerable().ToList(), caller.LinkedRecord);
        if (caller.Kind is CallerKind.Link) return ticket => ticket.Id == new TicketId(linked ?? 0);
        if (caller.Kind is CallerKind.Anonymous) return ticket => false;
        if (caller.SeesAllUnits) return ticket => true;
        if (caller.OwnOnly) return ticket => ticket.HandlerId == person || ticket.TechnicianId == person;
        return ticket => units.Contains(ticket.UnitId);
    }

    public static Expression<Func<Ticket, bool>> WithKey(long key) => ticket => ticket.Id == new TicketId(key);

    public SearchText ToSearchText() => new("ticket", $"{Number} {Fault.Cut(80)}", string.Join(' ', FoundBy, ProductText, CallerName, CallerPhone, Symptom, Cause, Solution, ExternalId), OpenedAt);

    public TicketCard ToCard() => new()
    {
        Id = Id, Number = Number, Status = Status, Priority = Priority, Type = Type, Fault = Fault, Unit = UnitId, Customer = CustomerId, Asset = AssetId, ProductOpen = ProductOpen,
        Site = SiteId, Contact = ContactId, Handler = HandlerId, OpenedAt = OpenedAt, SolveDueAt = Clocks.SingleOrDefault(clock => clock.Kind == ClockKind.Solve && clock.IsLive)?.DueAt, Solution = Solution, SolvedRemotely = SolvedRemotely,
    };

    /// <summary>What an editor needs for the next command.</summary>
    public TicketState State => new(Version, Status);


    internal sealed class Table : IEntityTypeConfiguration<Ticket>
    {
        public void Configure(EntityTypeBuilder<Ticket> builder)
        {
            builder.ToTable("tickets").HasKey(ticket => ticket.Id);
            builder.Ignore(ticket => ticket.IsRepeat);
            builder.Property(ticket => ticket.RepeatRefuted).HasMaxLength(1000);
            builder.Property(ticket => ticket.RepeatRefutedBy).HasMaxLength(200);
            builder.References(ticket => ticket.TakenById);
            builder.References(ticket => ticket.RepeatById);
            builder.HasOne<Ticket>().WithMany().HasForeignKey(ticket => ticket.RepeatOfId).OnDelete(DeleteBehavior.Restrict);
            builder.HasMany<TicketAlarm>().WithOne().HasForeignKey(alarm => alarm.TicketId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<TicketRescue>().WithOne().HasForeignKey<TicketRescue>(rescue => rescue.TicketId).OnDelete(DeleteBehavior.Restrict);
            builder.Property(ticket => ticket.Number).HasMaxLength(30);
            builder.Property(ticket => ticket.Type).HasMaxLength(50);
            builder.Property(ticket => ticket.CallerName).HasMaxLength(200);
            builder.Property(ticket => ticket.CallerPhone).HasMaxLength(50);
            builder.Property(ticket => ticket.ProductText).HasMaxLength(200);
            builder.Property(ticket => ticket.Fault).HasMaxLength(4000);
            builder.Property(ticket => ticket.Nature).HasMaxLength(50);
            builder.Property(ticket => ticket.Symptom).HasMaxLength(50);
            builder.Property(ticket => ticket.Cause).HasMaxLength(50);
            builder.Property(ticket => ticket.RequestedService).HasMaxLength(200);
            builder.Property(ticket => ticket.PriorityRule).HasMaxLength(50);
            builder.Property(ticket => ticket.PriorityReason).HasMaxLength(1000);
            builder.Property(ticket => ticket.Solution).HasMaxLength(4000);
            builder.Property(ticket => ticket.Confirmation).HasMaxLength(50);
            builder.Property(ticket => ticket.Source).HasMaxLength(100);
            builder.Property(ticket => ticket.ExternalId).HasMaxLength(100);
            builder.Property(ticket => ticket.FoundBy).HasMaxLength(500);
            builder.Property(ticket => ticket.FollowKey).HasMaxLength(40);
            builder.Property(ticket => ticket.Policy).HasMaxLength(100);
            builder.Property(ticket => ticket.Calendar).HasMaxLength(100);
            builder.References(ticket => ticket.UnitId);
            builder.References(ticket => ticket.CustomerId);
            builder.References(ticket => ticket.ContactId);
            builder.References(ticket => ticket.SiteId);
            builder.References(ticket => ticket.AssetId);
            builder.References(ticket => ticket.HandlerId);
            builder.References(ticket => ticket.TechnicianId);
            builder.HasMany(ticket => ticket.Facts).WithOne().HasForeignKey(fact => fact.TicketId).OnDelete(DeleteBehavior.Restrict);
            builder.HasMany(ticket => ticket.Clocks).WithOne().HasForeignKey(clock => clock.TicketId).OnDelete(DeleteBehavior.ClientCascade);
            builder.HasMany(ticket => ticket.Holds).WithOne().HasForeignKey(hold => hold.TicketId).OnDelete(DeleteBehavior.ClientCascade);
            builder.HasMany<TicketUrge>().WithOne().HasForeignKey(urge => urge.TicketId).OnDelete(DeleteBehavior.Restrict);
            builder.HasMany(ticket => ticket.Attempts).WithOne().HasForeignKey(attempt => attempt.TicketId).OnDelete(DeleteBehavior.Restrict);

            builder.HasIndex(ticket => new { ticket.CompanyId, ticket.Number }).IsUnique();
            builder.HasIndex(ticket => new { ticket.CompanyId, ticket.Source, ticket.ExternalId }).IsUnique();
            // A page of a caller who sees few units is read from these, unit by unit; see TicketPages.
            builder.HasIndex(ticket => new { ticket.CompanyId, ticket.UnitId, ticket.OpenedAt, ticket.Id });
            builder.HasIndex(ticket => new { ticket.CompanyId, ticket.UnitId, ticket.NextDueAt, ticket.Id });
            builder.HasIndex(ticket => new { ticket.CompanyId, ticket.OpenedAt, ticket.Id });
            builder.HasIndex(ticket => new { ticket.CompanyId, ticket.NextDueAt, ticket.Id });
            builder.HasIndex(ticket => new { ticket.CompanyId, ticket.HandlerId, ticket.NextDueAt });
            builder.HasIndex(ticket => new { ticket.CompanyId, ticket.TechnicianId, ticket.NextDueAt });
            builder.HasIndex(ticket => new { ticket.CompanyId, ticket.UnitId, ticket.ClosedAt });
            builder.HasIndex(ticket => new { ticket.CompanyId, ticket.CustomerId, ticket.OpenedAt });
            builder.HasIndex(ticket => new { ticket.CompanyId, ticket.AssetId, ticket.OpenedAt });
            builder.HasIndex(ticket => new { ticket.CompanyId, ticket.CallerPhone, ticket.EnteredAt });
            builder.HasIndex(ticket => ticket.FollowKey).IsUnique();
        }
    }
}

/// <summary>Where a ticket stands after a command.</summary>
/// <param name="Version">Give it back with the next command.</param>
internal sealed record TicketState(int Version, TicketStatus Status);
