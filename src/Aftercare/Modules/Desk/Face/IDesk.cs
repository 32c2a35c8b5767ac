using System.Globalization;
using Aftercare.Modules.Assets.Face;
using Aftercare.Modules.Customers.Face;
using Aftercare.Platform;
using NodaTime;

namespace Aftercare.Modules.Desk.Face;

/// <summary>One request of a customer (服务请求).</summary>
public readonly record struct TicketId(long Value) : IId<TicketId>
{
    public static TicketId Of(long value) => new(value);
    public static bool operator <(TicketId one, TicketId other) => one.Value < other.Value;
    public static bool operator >(TicketId one, TicketId other) => one.Value > other.Value;
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Where a ticket stands. Screens: 待受理、处理中、挂起、待确认（已解决）、已结单、已取消.</summary>
public enum TicketStatus { New, InProgress, OnHold, Solved, Closed, Cancelled }

/// <summary>From most to least urgent.</summary>
public enum Priority { P1, P2, P3, P4 }

/// <summary>How a ticket came in (受理渠道).</summary>
public enum Channel { Hotline, Portal, Email, Chat, WalkIn, MailIn, Field, Api }

/// <summary>The clocks of a ticket (时效).</summary>
public enum ClockKind { Acknowledge, Respond, Arrive, Solve, Close }

/// <summary>A ticket as modules below see it.</summary>
public sealed record TicketCard
{
    public required TicketId Id { get; init; }
    public required string Number { get; init; }
    public required TicketStatus Status { get; init; }
    public required Priority Priority { get; init; }

    /// <summary>The request type's code: `repair`, `installation`, `complaint`…</summary>
    public required string Type { get; init; }

    public required string Fault { get; init; }
    public required UnitId Unit { get; init; }
    public required CustomerId Customer { get; init; }
    public AssetId? Asset { get; init; }

    /// <summary>Nobody could say at intake which product it is: to be confirmed on site (B13).</summary>
    public bool ProductOpen { get; init; }

    public SiteId? Site { get; init; }
    public ContactId? Contact { get; init; }
    public PersonId? Handler { get; init; }
    public required Instant OpenedAt { get; init; }

    /// <summary>When the solve clock runs out, if it runs.</summary>
    public Instant? SolveDueAt { get; init; }

    /// <summary>What was done, once it is solved.</summary>
    public string? Solution { get; init; }

    /// <summary>Solved by phone or online, without a visit.</summary>
    public bool SolvedRemotely { get; init; }
}

/// <summary>What modules below may ask and tell the desk, in their own transaction; the caller saves.</summary>
public interface IDesk
{
    /// <summary>The ticket, whoever asks inside the company, or a refusal (`ticket.not-found`).</summary>
    Task<TicketCard> Ticket(TicketId ticket, CancellationToken ct);

    /// <summary>Whether the caller of this session may see the ticket.</summary>
    Task<bool> Sees(TicketId ticket, CancellationToken ct);

    /// <summary>By the number people say on the phone, compared without case and blanks; null when there is none. Whoever asks answers for what they tell about it.</summary>
    Task<TicketCard?> ByNumber(string number, CancellationToken ct);

    /// <summary>Several at once, for lists that join across modules.</summary>
    Task<IReadOnlyDictionary<TicketId, TicketCard>> Tickets(IReadOnlyCollection<TicketId> tickets, CancellationToken ct);

    /// <summary>
    /// A ticket must not be closed while this stands: an open work order. Released by the same key. The reason is a
    /// text key that the refusal `ticket.held` names.
    /// </summary>
    Task PlaceHold(TicketId ticket, long holder, string reasonKey, CancellationToken ct);

    Task ReleaseHold(TicketId ticket, long holder, CancellationToken ct);

    /// <summary>Which machine the ticket is about, read off its plate.</summary>
    Task ProductConfirmed(TicketId ticket, AssetId asset, CancellationToken ct);

    /// <summary>Somebody took care: stops the respond clock if it still runs, and moves a new ticket into handling.</summary>
    /// <param name="at">When it really happened; may lie before now.</param>
    Task Responded(TicketId ticket, PersonId? by, Instant at, CancellationToken ct);

    /// <summary>A technician stands at the door: stops the arrive clock, and is an answer to the customer, too.</summary>
    Task Arrived(TicketId ticket, PersonId by, Instant at, CancellationToken ct);

    /// <summary>The technician assigned now, or null; gives them sight of the ticket.</summary>
    Task Assigned(TicketId ticket, PersonId? technician, CancellationToken ct);

    /// <summary>The work is done: stops the solve clock; the desk confirms with the customer before closing.</summary>
    Task Solved(TicketId ticket, PersonId? by, string solution, string? causeCode, Instant at, CancellationToken ct);

    /// <summary>The customer confirmed by signature or rating (R313), so the ticket may be closed without calling.</summary>
    Task ConfirmedByCustomer(TicketId ticket, string how, Instant at, CancellationToken ct);

    /// <summary>The customer says that it is not solved after all: opens the ticket again. False when it is open already.</summary>
    Task<bool> NotSolved(TicketId ticket, string reason, CancellationToken ct);

    /// <summary>
    /// Takes over cases of another system's event log as tickets: every event at its original time, clocks reckoned,
    /// figures counted, nobody alarmed. Idempotent by source and external id: importing a log that has grown adds what is
    /// new. Give it a chunk at a time, as many as a command may hold the writer for: 25 to 50, and then save.
    /// </summary>
    /// <exception cref="Refusal">`request-type.not-found`, `customer.not-found`, `unit.not-found`, `intake.nobody-on-roster`, `history.too-early`.</exception>
    Task<IReadOnlyList<ImportedTicket>> Import(IReadOnlyList<CaseHistory> histories, CancellationToken ct);

    /// <summary>Per priority, how many solve clocks of a source's imported tickets are settled, and how many of them were kept.</summary>
    Task<IReadOnlyDictionary<Priority, Verdicts>> SolveVerdicts(string source, CancellationToken ct);
}

/// <param name="Settled">Clocks that were kept or broken.</param>
/// <param name="Met">Those that were kept.</param>
public sealed record Verdicts(long Settled, long Met);

/// <summary>What happened to an imported case.</summary>
public enum CaseEventKind { Acknowledged, Responded, Arrived, Paused, Resumed, PriorityChanged, TypeChanged, Assigned, Solved, Confirmed, Closed, Reopened, Cancelled, Note }

/// <summary>One event of an imported case.</summary>
/// <param name="At">When it happened; times before the opening count as the opening.</param>
/// <param name="Value">Paused and Resumed: the reason. PriorityChanged: `P1`…`P4`. TypeChanged: the type's code. Solved: the solution. Confirmed: how. Note: the text.</param>
/// <param name="Code">Solved: the cause code.</param>
/// <param name="By">Who did it; Assigned: to whom.</param>
/// <param name="Who">The name to show when <paramref name="By"/> is not known here.</param>
public sealed record CaseEvent(Instant At, CaseEventKind Kind, string? Value = null, string? Code = null, PersonId? By = null, string? Who = null);

/// <summary>One case of another system's log, ready to become a ticket.</summary>
public sealed record CaseHistory
{
    /// <summary>The log it comes from: with <see cref="ExternalId"/> the key that makes importing it again harmless.</summary>
    public required string Source { get; init; }

    public required string ExternalId { get; init; }
    public required UnitId Unit { get; init; }
    public required CustomerId Customer { get; init; }

    /// <summary>Null for the unit's intake person.</summary>
    public PersonId? Handler { get; init; }

    public required string Type { get; init; }

    /// <summary>Null to derive it by the priority rules.</summary>
    public Priority? Priority { get; init; }

    public required Channel Channel { get; init; }
    public required string Fault { get; init; }
    public string? Symptom { get; init; }
    public AssetId? Asset { get; init; }
    public string? Model { get; init; }
    public required Instant OpenedAt { get; init; }

    /// <summary>In any order.</summary>
    public IReadOnlyList<CaseEvent> Events { get; init; } = [];

    /// <summary>The caller keeps account of what the ticket was told: all of it is new. Else what is not later than the last event taken over is passed over.</summary>
    public bool OnlyNew { get; init; }
}

/// <param name="Created">False when the case was here already.</param>
/// <param name="Added">Events that were new.</param>
public sealed record ImportedTicket(TicketId Ticket, string Number, bool Created, int Added);

/// <summary>A request was registered.</summary>
[AnnouncedAs("desk.ticket-opened")]
public sealed record TicketOpened(TicketId Ticket, string Number, UnitId Unit, CustomerId Customer, Priority Priority, Instant At) : IFact
{
    public long About => Ticket.Value;
}

/// <summary>A ticket was solved; the customer's confirmation is awaited.</summary>
[AnnouncedAs("desk.ticket-solved")]
public sealed record TicketSolved(TicketId Ticket, Instant At) : IFact
{
    public long About => Ticket.Value;
}

/// <summary>A ticket was closed and archived.</summary>
[AnnouncedAs("desk.ticket-closed")]
public sealed record TicketClosed(TicketId Ticket, Instant At) : IFact
{
    public long About => Ticket.Value;
}

/// <summary>Four fifths of a clock's time are used up and nobody stopped it.</summary>
[AnnouncedAs("desk.clock-due-soon")]
public sealed record ClockDueSoon(TicketId Ticket, ClockKind Clock, Instant DueAt) : IFact
{
    public long About => Ticket.Value;
}

/// <summary>A solved, closed or cancelled ticket was opened again.</summary>
[AnnouncedAs("desk.ticket-reopened")]
public sealed record TicketReopened(TicketId Ticket, Instant At) : IFact
{
    public long About => Ticket.Value;
}

/// <summary>A ticket got another handler.</summary>
[AnnouncedAs("desk.handler-assigned")]
public sealed record HandlerAssigned(TicketId Ticket, PersonId Handler, Instant At) : IFact
{
    public long About => Ticket.Value;
}

/// <summary>The customer urged (催单): handler and technician hear of it.</summary>
/// <param name="Times">How often by now.</param>
[AnnouncedAs("desk.ticket-urged")]
public sealed record TicketUrged(TicketId Ticket, PersonId Handler, PersonId? Technician, int Times, Channel Channel, Instant At) : IFact
{
    public long About => Ticket.Value;
}

/// <summary>A clock of a ticket ran out before it was stopped.</summary>
[AnnouncedAs("desk.clock-breached")]
public sealed record ClockBreached(TicketId Ticket, ClockKind Clock, Instant DueAt) : IFact
{
    public long About => Ticket.Value;
}

/// <summary>A ticket went a level up (升级): whoever is asked hears of it.</summary>
/// <param name="InPlaceOf">Who is away and would have been asked.</param>
/// <param name="Why">`hand`, `warning` or `breach`.</param>
[AnnouncedAs("desk.ticket-escalated")]
public sealed record TicketEscalated(TicketId Ticket, EscalationId Escalation, PersonId To, PersonId? InPlaceOf, string LevelChinese, string LevelEnglish, string Why, string? Reason, Instant At) : IFact
{
    public long About => Ticket.Value;
}

/// <summary>An emergency calls people (R323): all of them at once, again each round until one takes it.</summary>
/// <param name="Round">1 for the first call.</param>
[AnnouncedAs("desk.emergency-called")]
public sealed record EmergencyCalled(TicketId Ticket, int Round, IReadOnlyList<PersonId> To, Instant At) : IFact
{
    public long About => Ticket.Value;
}
