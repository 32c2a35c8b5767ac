using System.Globalization;
using Aftercare.Modules.Customers.Face;
using Aftercare.Modules.Desk.Face;
using Aftercare.Modules.Workforce.Face;
using Aftercare.Platform;
using NodaTime;

namespace Aftercare.Modules.Field.Face;

/// <summary>Work to be done at a place (工单).</summary>
public readonly record struct WorkOrderId(long Value) : IId<WorkOrderId>
{
    public static WorkOrderId Of(long value) => new(value);
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>待派单、待接单、待上门、服务中、已完工、已取消.</summary>
public enum WorkOrderStatus { Unscheduled, Scheduled, Accepted, OnSite, Completed, Cancelled }

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
    public string? RequiredSkill { get; init; }
    public required Duration Estimated { get; init; }
    public PersonId? Technician { get; init; }
    public TimeSlot? Slot { get; init; }
    public required int Version { get; init; }
}

/// <summary>What modules below may ask and tell about work orders, in their own transaction; the caller saves.</summary>
public interface IField
{
    /// <summary>The work order, whoever asks inside the company, or a refusal (`work-order.not-found`).</summary>
    Task<WorkOrderCard> WorkOrder(WorkOrderId order, CancellationToken ct);

    /// <summary>Work orders to plan: not done yet, of these units (all when empty), the most urgent first; at most 200.</summary>
    Task<IReadOnlyList<WorkOrderCard>> ToPlan(IReadOnlyCollection<UnitId> units, CancellationToken ct);

    /// <summary>What these technicians already have in the span.</summary>
    Task<IReadOnlyList<WorkOrderCard>> Planned(IReadOnlyCollection<PersonId> technicians, TimeSlot span, CancellationToken ct);

    /// <summary>The reason this work order cannot be given to anyone now, or null.</summary>
    Task<Refusal?> WhyNotSchedule(WorkOrderId order, CancellationToken ct);

    /// <summary>Gives it to a technician for a slot and makes the visit; tells the ticket.</summary>
    Task Schedule(WorkOrderId order, PersonId technician, TimeSlot slot, CancellationToken ct);

    /// <summary>Takes it back into the pool, with a reason.</summary>
    Task Unschedule(WorkOrderId order, string reason, CancellationToken ct);
}

/// <summary>A technician was given a slot: tell them, and the customer.</summary>
[AnnouncedAs("field.work-order-scheduled")]
public sealed record WorkOrderScheduled(WorkOrderId Order, TicketId Ticket, PersonId Technician, Instant Start, Instant End) : IFact
{
    public long About => Order.Value;
}

/// <summary>The work is done and signed: ask for a rating, file the report.</summary>
[AnnouncedAs("field.work-order-completed")]
public sealed record WorkOrderCompleted(WorkOrderId Order, TicketId Ticket, CustomerId Customer, UnitId Unit, PersonId Technician, string Kind, Instant At) : IFact
{
    public long About => Order.Value;
}
