using System.Linq.Expressions;
using Aftercare.Modules.Desk.Face;
using Aftercare.Modules.Field.Face;
using Aftercare.Modules.Workforce.Face;
using Aftercare.Platform;
using Aftercare.Rules.Geo;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Field;

/// <summary>The face of the module; every answer stays inside the session's company.</summary>
internal sealed class FieldFace(AppDb db, IDesk desk, OtherOrders others) : IField
{
    private static readonly WorkOrderStatus[] Open = [WorkOrderStatus.Unscheduled, WorkOrderStatus.Scheduled, WorkOrderStatus.Accepted, WorkOrderStatus.OnSite];

    public async Task<WorkOrderCard> WorkOrder(WorkOrderId order, CancellationToken ct) =>
        await db.All<WorkOrder>().Where(row => row.Id == order).Select(Card).SingleOrDefaultAsync(ct) ?? throw Refusal.NotFound("work-order", order);

    public async Task<IReadOnlyDictionary<WorkOrderId, WorkOrderCard>> WorkOrders(IReadOnlyCollection<WorkOrderId> orders, CancellationToken ct) =>
        await db.All<WorkOrder>().Where(row => orders.Contains(row.Id)).Select(Card).ToDictionaryAsync(card => card.Id, ct);

    public async Task<IReadOnlyDictionary<WorkOrderId, JobSheet>> JobSheets(IReadOnlyCollection<WorkOrderId> orders, CancellationToken ct) =>
        (await db.All<WorkOrder>().Include(row => row.Visits).Include(row => row.Signatures).AsSplitQuery().Where(row => orders.Contains(row.Id) && row.CompletedAt != null).ToListAsync(ct)).ToDictionary(row => row.Id, Sheet);

    private static JobSheet Sheet(WorkOrder row)
    {
        var visit = row.Visits.Find(visit => visit.Outcome is VisitOutcome.Done);
        return new(row.Id, row.Number, row.Kind, row.TechnicianId, row.AssetId, visit?.ArrivedAt, Point(visit?.ArrivedLatitude, visit?.ArrivedLongitude), row.CompletedAt!.Value, Point(visit?.FinishedLatitude, visit?.FinishedLongitude),
            row.FaultText, row.Cause, row.Action, row.Result, row.Parts, row.WorkMinutes, row.SignatureOf(Signer.Customer) is not null || !string.IsNullOrWhiteSpace(row.UnsignedReason));
    }

    // Phones measure in WGS-84.
    private static GeoPoint? Point(double? latitude, double? longitude) => latitude is { } north && longitude is { } east ? new(north, east, Datum.Wgs84) : null;

    public async Task<bool> Sees(WorkOrderId order, CancellationToken ct) => await db.Visible<WorkOrder>().AnyAsync(row => row.Id == order, ct);

    public async Task<IReadOnlyList<WorkOrderCard>> ToPlan(IReadOnlyCollection<UnitId> units, CancellationToken ct) =>
        await db.All<WorkOrder>().Where(row => row.Status == WorkOrderStatus.Unscheduled && !row.Offered && (units.Count == 0 || units.Contains(row.UnitId)))
            .OrderBy(row => row.Priority).ThenBy(row => row.CreatedAt).Select(Card).Take(200).ToListAsync(ct);

    public async Task<IReadOnlyList<WorkOrderCard>> Planned(IReadOnlyCollection<PersonId> technicians, TimeSlot span, CancellationToken ct)
    {
        IEnumerable<PersonId?> people = [.. technicians.Select(person => (PersonId?)person)];
        return await db.All<WorkOrder>()
            .Where(row => people.Contains(row.TechnicianId) && row.SlotStart < span.End && row.SlotEnd > span.Start && row.Status != WorkOrderStatus.Cancelled)
            .OrderBy(row => row.SlotStart).Select(Card).ToListAsync(ct);
    }

    public async Task<Refusal?> WhyNotSchedule(WorkOrderId order, CancellationToken ct) => (await Load(order, null, ct)).WhyNotSchedule();

    public async Task<VisitId> Schedule(WorkOrderId order, PersonId technician, TimeSlot slot, int? seen, CancellationToken ct)
    {
        var row = await Load(order, seen, ct);
        return await Book(row, technician, slot, ct);
    }

    public async Task<VisitId> Move(WorkOrderId order, PersonId technician, TimeSlot slot, string reason, Payer? pays, int? seen, CancellationToken ct)
    {
        var row = await Load(order, seen, ct);
        var before = row.Withdraw(reason, db.Now);
        OrderAct.Note(db, row, before.TechnicianId, before.TechnicianId == technician ? ActKind.Reschedule : ActKind.Reassign, reason, pays);
        return await Book(row, technician, slot, ct);
    }

    public async Task<VisitId> Take(WorkOrderId order, TimeSlot slot, int? seen, CancellationToken ct)
    {
        var row = await Load(order, seen, ct);
        var visit = await Book(row, db.Caller.RequirePerson(), slot, ct);
        row.Accept(db.Caller, db.Now, db.Now);
        return visit;
    }

    public async Task Unschedule(WorkOrderId order, string reason, Payer? pays, int? seen, CancellationToken ct)
    {
        var row = await Load(order, seen, ct);
        var visit = row.Withdraw(reason, db.Now);
        OrderAct.Note(db, row, visit.TechnicianId, ActKind.TakenBack, reason, pays);
        await others.Released(row, ct);
        db.Announce(new VisitWithdrawn(order, visit.Id, visit.TechnicianId, reason, db.Now));
    }

    public async Task Promise(WorkOrderId order, Instant until, CancellationToken ct) => (await Load(order, null, ct)).Promise(until);

    public async Task Offer(WorkOrderId order, UnitId to, int? seen, CancellationToken ct) => (await Load(order, seen, ct)).Offer(to);

    public async Task EndOffer(WorkOrderId order, UnitId holder, CancellationToken ct) => (await Load(order, null, ct)).EndOffer(holder);

    public async Task PlaceHold(WorkOrderId order, long holder, string reasonKey, CancellationToken ct) => (await Load(order, null, ct)).Hold(holder, reasonKey, db.Now);

    public async Task ReleaseHold(WorkOrderId order, long holder, CancellationToken ct) => (await Load(order, null, ct)).Holds.RemoveAll(hold => hold.Holder == holder);

    private async Task<VisitId> Book(WorkOrder order, PersonId technician, TimeSlot slot, CancellationToken ct)
    {
        var visit = order.Schedule(db.NewId<VisitId>(), technician, slot, db.Now, db.Caller.Person);
        await desk.Assigned(order.TicketId, technician, ct);
        db.Announce(new WorkOrderScheduled(order.Id, order.TicketId, technician, slot.Start, slot.End));
        return visit.Id;
    }

    private async Task<WorkOrder> Load(WorkOrderId order, int? seen, CancellationToken ct)
    {
        var row = await db.All<WorkOrder>().SingleOrDefaultAsync(row => row.Id == order, ct) ?? throw Refusal.NotFound("work-order", order);
        row.Expect(seen);
        return row;
    }

    internal static readonly Expression<Func<WorkOrder, WorkOrderCard>> Card = order => new WorkOrderCard
    {
        Id = order.Id, Number = order.Number, Ticket = order.TicketId, Kind = order.Kind, Status = order.Status, Unit = order.UnitId,
        Customer = order.CustomerId, Site = order.SiteId, Asset = order.AssetId, Contact = order.ContactId, Priority = order.Priority,
        Request = order.Request, WorkDone = order.Action, CreatedAt = order.CreatedAt, OrderedBy = order.OrderedBy, RequiredSkill = order.RequiredSkill,
        Estimated = Duration.FromMinutes(order.EstimatedMinutes), Technician = order.TechnicianId,
        Slot = order.SlotStart == null || order.SlotEnd == null ? null : new TimeSlot(order.SlotStart.Value, order.SlotEnd.Value),
        Visit = order.Visits.Where(visit => visit.WithdrawnAt == null && (visit.FinishedAt == null || visit.Outcome == VisitOutcome.Done)).Select(visit => (VisitId?)visit.Id).FirstOrDefault(),
        Offered = order.Offered,
        BookedAt = order.Visits.Where(visit => visit.WithdrawnAt == null && (visit.FinishedAt == null || visit.Outcome == VisitOutcome.Done)).Select(visit => (Instant?)visit.BookedAt).FirstOrDefault(),
        BookedBy = order.Visits.Where(visit => visit.WithdrawnAt == null && (visit.FinishedAt == null || visit.Outcome == VisitOutcome.Done)).Select(visit => visit.BookedBy).FirstOrDefault(),
        PromisedUntil = order.Visits.Where(visit => visit.WithdrawnAt == null && (visit.FinishedAt == null || visit.Outcome == VisitOutcome.Done)).Select(visit => visit.PromisedUntil).FirstOrDefault(),
        Version = order.Version,
    };
}
