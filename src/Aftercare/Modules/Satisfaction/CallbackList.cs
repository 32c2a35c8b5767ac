using Aftercare.Modules.Customers.Face;
using Aftercare.Modules.Desk.Face;
using Aftercare.Modules.Field.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Modules.Satisfaction.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Satisfaction;

/// <summary>What is left to call, or how the calls of a period ended.</summary>
internal enum CallbackShow { Open, Reached, Refused, Unreachable, AnsweredByLink, All }

/// <summary>Which call-backs a list shows; the same for the page, the API and the file.</summary>
/// <param name="Mine">Only those the caller makes, and those nobody is named for.</param>
/// <param name="Unit">This unit and everything below it.</param>
/// <param name="Low">Only answers that are not satisfied.</param>
/// <param name="From">By the day of the first call.</param>
internal sealed record CallbackFilter(
    CallbackShow Show = CallbackShow.Open, bool Mine = false, UnitId? Unit = null, PersonId? Technician = null, string? Kind = null, CallbackPurpose? Purpose = null, bool Low = false,
    LocalDate? From = null, LocalDate? To = null);

/// <summary>One line of the call-back list: whom to call next, what was done, and the number to dial.</summary>
/// <param name="Phone">The contact's number, else the customer's, as it is now.</param>
/// <param name="Calls">How many times somebody tried.</param>
/// <param name="WhyNot">The code of the rule against calling, or null.</param>
internal sealed record CallbackLine(
    CallbackId Id, string Number, WorkOrderId? Order, TicketId Ticket, string Kind, CustomerId Customer, string CustomerName, string? Contact, string? Phone, string Request, string? Work, UnitId Unit, string UnitName,
    string? Technician, string? Assignee, CallbackPurpose Purpose, CallbackState State, Instant CompletedAt, Instant DueAt, int Calls, int? Overall, bool? Satisfied, string? Remark, Instant? ClosedAt, string? WhyNot);

/// <summary>Reads the call-back list for the page, the API and the file.</summary>
internal sealed class CallbackList(AppDb db, IField field, IDesk desk, ICustomers customers, IOrganisation organisation)
{
    public async Task<IQueryable<Callback>> Chosen(CallbackFilter filter, CancellationToken ct)
    {
        var rows = db.Visible<Callback>();
        if (filter.Unit is { } unit)
        {
            IEnumerable<UnitId> below = [.. await organisation.Below(unit, ct)];
            rows = rows.Where(row => below.Contains(row.UnitId));
        }
        if (filter.Mine) rows = rows.Where(row => row.AssigneeId == null || row.AssigneeId == db.Caller.Person);
        if (filter.Technician is { } person) rows = rows.Where(row => row.TechnicianId == person);
        if (filter.Kind is { Length: > 0 } kind) rows = rows.Where(row => row.Kind == kind);
        if (filter.Purpose is { } purpose) rows = rows.Where(row => row.Purpose == purpose);
        if (filter.Low) rows = rows.Where(row => row.Satisfied == false || row.Solved == false || row.Contradicted == true);
        if (filter.From is { } from) rows = rows.Where(row => row.Date >= from);
        if (filter.To is { } to) rows = rows.Where(row => row.Date <= to);
        return filter.Show switch
        {
            CallbackShow.Open => rows.Where(row => row.State == CallbackState.Waiting || row.State == CallbackState.WrongNumber),
            CallbackShow.Reached => rows.Where(row => row.State == CallbackState.Reached),
            CallbackShow.Refused => rows.Where(row => row.State == CallbackState.Refused),
            CallbackShow.Unreachable => rows.Where(row => row.State == CallbackState.Unreachable),
            CallbackShow.AnsweredByLink => rows.Where(row => row.State == CallbackState.AnsweredByLink),
            _ => rows,
        };
    }

    /// <summary>What is open comes by the time to call, the next one first; what has ended the newest first.</summary>
    public async Task<List<CallbackLine>> Read(CallbackFilter filter, string? after, int size, CancellationToken ct)
    {
        var chosen = (await Chosen(filter, ct)).Include(row => row.Attempts);
        if (filter.Show is not CallbackShow.Open) return await Lines(await chosen.NewestFirst(row => row.DueAt, row => row.Id, after).Take(size).ToListAsync(ct), ct);
        IQueryable<Callback> rows = chosen;
        if (PageKey.Parse(after) is { } key) rows = rows.Where(row => row.DueAt > key.At || (row.DueAt == key.At && row.Id > new CallbackId(key.Id)));
        return await Lines(await rows.OrderBy(row => row.DueAt).ThenBy(row => row.Id).Take(size).ToListAsync(ct), ct);
    }

    public async Task<List<CallbackLine>> Lines(IReadOnlyList<Callback> rows, CancellationToken ct)
    {
        var orders = await field.WorkOrders([.. rows.Select(row => row.OrderId).OfType<WorkOrderId>()], ct);
        var tickets = await desk.Tickets([.. rows.Where(row => row.OrderId is null).Select(row => row.TicketId)], ct);
        var people = await organisation.Names(rows.SelectMany(row => new[] { row.TechnicianId, row.AssigneeId }), ct);
        var units = (await organisation.Units(ct)).ToDictionary(unit => unit.Id, unit => unit.Name);
        var owners = await customers.Customers([.. rows.Select(row => row.CustomerId)], ct);
        var contacts = await customers.Contacts([.. rows.Select(row => row.ContactId).OfType<ContactId>()], ct);
        return [.. rows.Select(row =>
        {
            var order = row.OrderId is { } id ? orders.GetValueOrDefault(id) : null;
            var ticket = tickets.GetValueOrDefault(row.TicketId);
            var contact = row.ContactId is { } known ? contacts.GetValueOrDefault(known) : null;
            var owner = owners.GetValueOrDefault(row.CustomerId);
            return new CallbackLine(
                row.Id, row.Number, row.OrderId, row.TicketId, row.Kind, row.CustomerId, owner?.Name ?? "", contact?.Name, string.IsNullOrWhiteSpace(contact?.Phone) ? owner?.Phone : contact.Phone,
                order?.Request ?? ticket?.Fault ?? "", order is null ? ticket?.Solution : order.WorkDone, row.UnitId, units.GetValueOrDefault(row.UnitId, ""), NameOf(row.TechnicianId), NameOf(row.AssigneeId),
                row.Purpose, row.State, row.CompletedAt, row.DueAt, row.Attempts.Count, row.Overall, row.Satisfied, row.Remark, row.ClosedAt, row.WhyNotCall(db.Caller)?.Code);
        })];

        string? NameOf(PersonId? person) => person is { } id ? people.GetValueOrDefault(id) : null;
    }
}
