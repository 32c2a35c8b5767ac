using Aftercare.Modules.Desk.Face;
using Aftercare.Platform;
using Aftercare.Rules.Time;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Aftercare.Modules.Desk;

/// <summary>What can happen to a ticket and matters to its clocks. Stored by name: never rename.</summary>
internal enum FactKind { Opened, Paused, Resumed, Stopped, Closed, Cancelled, Reopened, PolicyChanged, TypeChanged, PriorityChanged, CalendarChanged, OwnerChanged }

/// <summary>
/// One thing that happened, with the time it happened and the time it was entered. Insert only: whatever changes
/// later, all clocks can be computed again from these rows and nothing else (B31).
/// </summary>
internal sealed class TicketFact : Record, IPart
{
    public required TicketId TicketId { get; init; }

    /// <summary>Counts up within the ticket, in the order of entering.</summary>
    public required int Sequence { get; init; }

    public required FactKind Kind { get; init; }
    public required Instant At { get; init; }
    public required Instant EnteredAt { get; init; }

    /// <summary>The name of who did it.</summary>
    public required string Who { get; init; }

    public PersonId? PersonId { get; init; }

    /// <summary>Paused and Resumed: the reason. Stopped: the clock. Opened and TypeChanged: the type. OwnerChanged: the owner's id.</summary>
    public string? Value { get; init; }

    /// <summary>Opened and PriorityChanged.</summary>
    public Priority? Priority { get; init; }

    /// <summary>Opened and PolicyChanged: the policy's code, with the customer class where it has targets of its own.</summary>
    public string? Policy { get; init; }

    public int? PolicyVersion { get; init; }

    /// <summary>Opened, CalendarChanged and sometimes OwnerChanged: the calendar's name.</summary>
    public string? Calendar { get; init; }

    public int? CalendarVersion { get; init; }

    /// <summary>Why, in the words of who entered it.</summary>
    public string? Note { get; init; }

    long IPart.RootKey => TicketId.Value;

    public VersionRef? PolicyRef => Policy is null ? null : new(Policy, PolicyVersion!.Value);

    public VersionRef? CalendarRef => Calendar is null ? null : new(Calendar, CalendarVersion!.Value);

    /// <summary>As the clock machine reads it.</summary>
    public ClockFact ToClockFact() => Kind switch
    {
        FactKind.Opened => new ClockFact.Opened(At, EnteredAt, PolicyRef!.Value, CalendarRef!.Value, Value!, Priority!.Value.ToString()),
        FactKind.Paused => new ClockFact.Paused(At, EnteredAt, Value!),
        FactKind.Resumed => new ClockFact.Resumed(At, EnteredAt, Value),
        FactKind.Stopped => new ClockFact.Stopped(At, EnteredAt, Value!),
        FactKind.Closed or FactKind.Cancelled => new ClockFact.Closed(At, EnteredAt),
        FactKind.Reopened => new ClockFact.Reopened(At, EnteredAt),
        FactKind.PolicyChanged => new ClockFact.PolicyChanged(At, EnteredAt, PolicyRef!.Value),
        FactKind.TypeChanged => new ClockFact.TypeChanged(At, EnteredAt, Value!),
        FactKind.PriorityChanged => new ClockFact.PriorityChanged(At, EnteredAt, Priority!.Value.ToString()),
        FactKind.CalendarChanged => new ClockFact.CalendarChanged(At, EnteredAt, CalendarRef!.Value),
        FactKind.OwnerChanged => new ClockFact.OwnerChanged(At, EnteredAt, Value!, CalendarRef),
        _ => throw new InvalidOperationException($"{Kind} is no fact a clock knows."),
    };

    internal sealed class Table : IEntityTypeConfiguration<TicketFact>
    {
        public void Configure(EntityTypeBuilder<TicketFact> builder)
        {
            builder.ToTable("ticket_facts").HasKey(fact => new { fact.TicketId, fact.Sequence });
            builder.Property(fact => fact.Who).HasMaxLength(200);
            builder.Property(fact => fact.Value).HasMaxLength(100);
            builder.Property(fact => fact.Note).HasMaxLength(2000);
            builder.References(fact => fact.PersonId);
        }
    }
}
