using System.Globalization;
using Aftercare.Modules.Assets.Face;
using Aftercare.Modules.Customers.Face;
using Aftercare.Modules.Desk.Face;
using Aftercare.Modules.Workforce.Face;
using Aftercare.Platform;
using Aftercare.Rules.Geo;
using NodaTime;

namespace Aftercare.Modules.Field.Face;

/// <summary>Work to be done at a place (工单).</summary>
public readonly record struct WorkOrderId(long Value) : IId<WorkOrderId>
{
    public static WorkOrderId Of(long value) => new(value);
    public static bool operator <(WorkOrderId left, WorkOrderId right) => left.Value < right.Value;
    public static bool operator >(WorkOrderId left, WorkOrderId right) => left.Value > right.Value;
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>One appointment (预约) of a work order: a technician and a slot.</summary>
public readonly record struct VisitId(long Value) : IId<VisitId>
{
    public static VisitId Of(long value) => new(value);
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>How a visit ended: 完工、缺件、客户不在、客户拒修、转返厂. All but the first send the work order back into the pool.</summary>
public enum VisitOutcome { Done, PartMissing, CustomerAbsent, CustomerRefused, ToDepot }

/// <summary>待派单、待接单、待上门、服务中、已完工、已取消.</summary>
public enum WorkOrderStatus { Unscheduled, Scheduled, Accepted, OnSite, Completed, Cancelled }

/// <summary>Who pays for what went otherwise than planned (B02): nobody 不收费, customer 客户, company 公司, manufacturer 厂家, service point 网点.</summary>
public enum Payer { Nobody, Customer, Company, Manufacturer, ServicePoint }

/// <summary>A work order as dispatch and satisfaction see it.</summary>
public sealed record WorkOrderCard
{
    public required WorkOrderId Id { get; init; }
    public required string Number { get; init; }
    public required TicketId Ticket { get; init; }

    /// <summary>`repair`, `installation`, `commissioning`…</summary>
    public required string Kind { get; init; }

    public required WorkOrderStatus Status { get; init; }
    public required UnitId Unit { get; init; }
    public required CustomerId Customer { get; init; }
    public SiteId? Site { get; init; }
    public AssetId? Asset { get; init; }
    public ContactId? Contact { get; init; }
    public required Priority Priority { get; init; }

    /// <summary>What the customer asked for, in the customer's words.</summary>
    public required string Request { get; init; }

    /// <summary>What was done, once the technician wrote it down.</summary>
    public string? WorkDone { get; init; }

    public required Instant CreatedAt { get; init; }

    /// <summary>Who ordered the work, and may be the one to call the customer afterwards (R322).</summary>
    public PersonId? OrderedBy { get; init; }

    public string? RequiredSkill { get; init; }
    public required Duration Estimated { get; init; }
    public PersonId? Technician { get; init; }
    public TimeSlot? Slot { get; init; }

    /// <summary>The appointment that stands now.</summary>
    public VisitId? Visit { get; init; }
    /// <summary>Handed to its unit, which has not accepted it yet (B01).</summary>
    public bool Offered { get; init; }

    /// <summary>When and by whom the appointment that stands was made.</summary>
    public Instant? BookedAt { get; init; }

    public PersonId? BookedBy { get; init; }

    /// <summary>Until when the customer was promised somebody would come; null when only the start was agreed.</summary>
    public Instant? PromisedUntil { get; init; }

    public required int Version { get; init; }
}

/// <summary>What was written down of a completed order: a line of the daily repair report (R409). Times and places are the device's.</summary>
/// <param name="HasSignature">By the customer, or the reason why not was given.</param>
public sealed record JobSheet(WorkOrderId Order, string Number, string Kind, PersonId? Technician, AssetId? Asset, Instant? ArrivedAt, GeoPoint? ArrivedPlace, Instant CompletedAt, GeoPoint? CompletedPlace,
    string? Fault, string? Cause, string? Action, string? Result, string? Parts, int? WorkMinutes, bool HasSignature);

/// <summary>What modules below may ask and tell about work orders, in their own transaction; the caller saves.</summary>
public interface IField
{
    /// <summary>The work order, whoever asks inside the company, or a refusal (`work-order.not-found`).</summary>
    Task<WorkOrderCard> WorkOrder(WorkOrderId order, CancellationToken ct);

    /// <summary>Several at once, for lists that join across modules; unknown ids are absent.</summary>
    Task<IReadOnlyDictionary<WorkOrderId, WorkOrderCard>> WorkOrders(IReadOnlyCollection<WorkOrderId> orders, CancellationToken ct);

    /// <summary>What was written down of these orders, for those that are completed; others are absent.</summary>
    Task<IReadOnlyDictionary<WorkOrderId, JobSheet>> JobSheets(IReadOnlyCollection<WorkOrderId> orders, CancellationToken ct);

    /// <summary>Whether the session's caller may see the work order: what hangs on it asks here.</summary>
    Task<bool> Sees(WorkOrderId order, CancellationToken ct);

    /// <summary>Work orders to plan: in the pool, without an appointment, accepted by their unit, of these units (all when empty), the most urgent first; at most 200.</summary>
    Task<IReadOnlyList<WorkOrderCard>> ToPlan(IReadOnlyCollection<UnitId> units, CancellationToken ct);

    /// <summary>What these technicians already have in the span.</summary>
    Task<IReadOnlyList<WorkOrderCard>> Planned(IReadOnlyCollection<PersonId> technicians, TimeSlot span, CancellationToken ct);

    /// <summary>The reason this work order cannot be given to anyone now, or null.</summary>
    Task<Refusal?> WhyNotSchedule(WorkOrderId order, CancellationToken ct);

    /// <summary>Gives it to a technician for a slot and makes the visit; tells the ticket.</summary>
    /// <param name="seen">The version the dispatcher saw; refused (`changed-meanwhile`) when it is another by now, here and below. Null skips the check.</param>
    Task<VisitId> Schedule(WorkOrderId order, PersonId technician, TimeSlot slot, int? seen, CancellationToken ct);

    /// <summary>Another slot or another technician for an appointment that nobody has travelled to yet; what was agreed anew is what punctuality counts from.</summary>
    Task<VisitId> Move(WorkOrderId order, PersonId technician, TimeSlot slot, string reason, Payer? pays, int? seen, CancellationToken ct);

    /// <summary>Takes it back into the pool, with a reason.</summary>
    Task Unschedule(WorkOrderId order, string reason, Payer? pays, int? seen, CancellationToken ct);

    /// <summary>A technician takes an order from the pool (B20): it is scheduled and accepted in one.</summary>
    Task<VisitId> Take(WorkOrderId order, TimeSlot slot, int? seen, CancellationToken ct);

    /// <summary>Promises the customer that somebody comes between the start of the appointment that stands and this time (B04).</summary>
    Task Promise(WorkOrderId order, Instant until, CancellationToken ct);

    /// <summary>Hands an order without appointment to another unit, which sees it from now on and accepts or refuses it (B01).</summary>
    Task Offer(WorkOrderId order, UnitId to, int? seen, CancellationToken ct);

    /// <summary>The offer was accepted (the holder is the unit it was handed to), or came to nothing (the holder is the one it came from).</summary>
    Task EndOffer(WorkOrderId order, UnitId holder, CancellationToken ct);

    /// <summary>Objects to the completion of an open order while something stands: it is refused (`work-order.held`) with this reason. Again with the same holder, the reason changes.</summary>
    /// <param name="holder">The record that objects: a quote.</param>
    /// <param name="reasonKey">Text key of the reason people read.</param>
    Task PlaceHold(WorkOrderId order, long holder, string reasonKey, CancellationToken ct);

    /// <summary>Takes the objection back; does nothing when there is none.</summary>
    Task ReleaseHold(WorkOrderId order, long holder, CancellationToken ct);
}

/// <summary>Opens the service code on its way to the customer.</summary>
public interface ICompletionCodes
{
    string Open(string sealedCode);
}

/// <summary>The customer is to get the code to give when the work is done (B07).</summary>
/// <param name="SealedCode">Opened by <see cref="ICompletionCodes"/>.</param>
[AnnouncedAs("field.completion-code-asked")]
public sealed record CompletionCodeAsked(WorkOrderId Order, string Phone, string SealedCode, string Language, Instant At) : IFact
{
    public long About => Order.Value;
}

/// <summary>Work was ordered: it waits to be planned.</summary>
[AnnouncedAs("field.work-order-created")]
public sealed record WorkOrderCreated(WorkOrderId Order, TicketId Ticket, UnitId Unit, Instant At) : IFact
{
    public long About => Order.Value;
}

/// <summary>A technician was given a slot: tell them, and the customer.</summary>
[AnnouncedAs("field.work-order-scheduled")]
public sealed record WorkOrderScheduled(WorkOrderId Order, TicketId Ticket, PersonId Technician, Instant Start, Instant End) : IFact
{
    public long About => Order.Value;
}

/// <summary>An appointment stands no more: declined, taken back, moved, ended without result, or its order cancelled. The technician's time is free again.</summary>
[AnnouncedAs("field.visit-withdrawn")]
public sealed record VisitWithdrawn(WorkOrderId Order, VisitId Visit, PersonId Technician, string Reason, Instant At) : IFact
{
    public long About => Order.Value;
}

/// <summary>Something a technician did with an order: accepted, travelled, arrived, wrote findings. Wakes the screens that watch it.</summary>
[AnnouncedAs("field.work-order-moved-on")]
public sealed record WorkOrderMovedOn(WorkOrderId Order, WorkOrderStatus Status, Instant At) : IFact
{
    public long About => Order.Value;
}

/// <summary>The work is done and signed: ask for a rating, file the report.</summary>
[AnnouncedAs("field.work-order-completed")]
public sealed record WorkOrderCompleted(WorkOrderId Order, TicketId Ticket, CustomerId Customer, UnitId Unit, PersonId Technician, string Kind, Instant At) : IFact
{
    public long About => Order.Value;
}

/// <summary>The order will not be done.</summary>
[AnnouncedAs("field.work-order-cancelled")]
public sealed record WorkOrderCancelled(WorkOrderId Order, TicketId Ticket, string Reason, Instant At) : IFact
{
    public long About => Order.Value;
}
