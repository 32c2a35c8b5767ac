using Aftercare.Modules.Calendars.Face;
using Aftercare.Modules.Customers.Face;
using Aftercare.Modules.Desk.Face;
using Aftercare.Modules.Field.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Modules.Satisfaction.Face;
using Aftercare.Platform;
using Aftercare.Rules.Time;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Satisfaction;

/// <summary>The service a customer is asked about: a completed work order, or a request that was solved from afar.</summary>
internal sealed record Served(WorkOrderId? Order, string Number, TicketId Ticket, CustomerId Customer, ContactId? Contact, UnitId Unit, PersonId? Technician, PersonId? OrderedBy, string Kind)
{
    /// <summary>The kind of what was done without a visit.</summary>
    public const string Remote = "remote";

    public static Served Of(WorkOrderCard order) => new(order.Id, order.Number, order.Ticket, order.Customer, order.Contact, order.Unit, order.Technician, order.OrderedBy, order.Kind);

    public static Served Of(TicketCard ticket) => new(null, ticket.Number, ticket.Id, ticket.Customer, ticket.Contact, ticket.Unit, ticket.Handler, ticket.Handler, Remote);

    public static Served Of(Callback callback) => new(
        callback.OrderId, callback.Number, callback.TicketId, callback.CustomerId, callback.ContactId, callback.UnitId, callback.TechnicianId, callback.AssigneeId, callback.Kind);
}

/// <summary>Puts customers on the call-back list and counts what becomes of them, in the running command. Saves nothing.</summary>
internal sealed class Callbacks(AppDb db, IOrganisation organisation, IDesk desk, ICalendars calendars)
{
    public async Task<LocalDate> Today(UnitId unit, CancellationToken ct) => db.Now.InZone((await organisation.Unit(unit, ct)).Zone).Date;

    public async Task<WorkingTime> Hours(UnitId unit, CancellationToken ct) => new(await calendars.Of(unit, ct));

    public async Task<Callback> Add(Served served, Instant completedAt, CallbackPolicy policy, CallbackPurpose purpose, CancellationToken ct)
    {
        var zone = (await organisation.Unit(served.Unit, ct)).Zone;
        var due = (await Hours(served.Unit, ct)).Add(completedAt, Duration.FromMinutes(policy.AfterMinutes));
        var callback = db.Add(new Callback
        {
            Id = db.NewId<CallbackId>(), OrderId = served.Order, Number = served.Number, TicketId = served.Ticket, CustomerId = served.Customer, ContactId = served.Contact, UnitId = served.Unit,
            TechnicianId = served.Technician, AssigneeId = await CallerFor(served, policy, ct), Kind = served.Kind, CompletedAt = completedAt, PolicyNumber = policy.Number,
            Date = due.InZone(zone).Date, DueAt = due,
        }).Entity;
        if (purpose is CallbackPurpose.Check) callback.RatedByLink(check: true, db.Now);
        else Count(callback, "due", 1);
        return callback;
    }

    /// <summary>`satisfaction.callback.due`, `.reached`, `.unreachable`, on the day the call was due and for who had to make it; checks count apart from them.</summary>
    public void Count(Callback callback, string what, int count) => db.Count(new(
        $"satisfaction.{(callback.Purpose is CallbackPurpose.Ask ? "callback" : "check")}.{what}", callback.Date, callback.AssigneeId, callback.UnitId, callback.Kind, count, 0, callback.Source));

    /// <summary>The open call-back of an order, or null.</summary>
    public async Task<Callback?> OpenFor(WorkOrderId order, CancellationToken ct) =>
        await db.All<Callback>().SingleOrDefaultAsync(row => row.OrderId == order && (row.State == CallbackState.Waiting || row.State == CallbackState.WrongNumber), ct);

    /// <summary>Who is responsible for the customer when something has to be put right: the ticket's handler, else the intake person; never the one whose work it was.</summary>
    public async Task<PersonId?> ResponsibleFor(Served served, CancellationToken ct)
    {
        var handler = (await desk.Ticket(served.Ticket, ct)).Handler;
        var technician = served.Order is null ? null : served.Technician;
        return await Working([handler, await UnitPerson(served.Unit, ct)], technician, ct);
    }

    // Nobody asks a customer about their own work.
    private async Task<PersonId?> CallerFor(Served served, CallbackPolicy policy, CancellationToken ct)
    {
        var handler = (await desk.Ticket(served.Ticket, ct)).Handler;
        var unit = await UnitPerson(served.Unit, ct);
        return await Working(policy.Caller is CallbackCaller.WhoOrdered ? [served.OrderedBy, handler, unit] : [unit], served.Technician, ct);
    }

    private async Task<PersonId?> UnitPerson(UnitId unit, CancellationToken ct)
    {
        List<UnitId> above = [.. (await organisation.Above(unit, ct)).Select(card => card.Id)];
        var named = await db.All<CallbackPerson>().Where(row => above.Contains(row.UnitId) && row.PersonId != null).ToDictionaryAsync(row => row.UnitId, row => row.PersonId, ct);
        foreach (var id in above)
            if (named.TryGetValue(id, out var person)) return person;
        return await organisation.IntakePerson(unit, ct);
    }

    private async Task<PersonId?> Working(IReadOnlyList<PersonId?> wanted, PersonId? except, CancellationToken ct)
    {
        List<PersonId> people = [.. wanted.OfType<PersonId>().Where(person => person != except).Distinct()];
        var known = await organisation.People(people, ct);
        return people.Cast<PersonId?>().FirstOrDefault(person => known.TryGetValue(person!.Value, out var card) && card.Active);
    }
}
