using Aftercare.Modules.Satisfaction.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Satisfaction;

/// <summary>Opens what has to be put right with a customer, in the running command. Saves nothing.</summary>
internal sealed class FollowUps(AppDb db, Callbacks callbacks)
{
    /// <summary>Opens one for the person who is responsible, unless one of the kind is open for the ticket.</summary>
    public async Task Open(FollowUpKind kind, Served served, string? reason, CallbackId? callback, CancellationToken ct)
    {
        if (await db.All<FollowUp>().AnyAsync(row => row.TicketId == served.Ticket && row.Kind == kind && row.DoneAt == null, ct)) return;
        var policy = await CallbackPolicy.On(db, await callbacks.Today(served.Unit, ct), ct);
        var followUp = db.Add(new FollowUp
        {
            Id = db.NewId<FollowUpId>(), Kind = kind, CallbackId = callback, OrderId = served.Order, Number = served.Number, TicketId = served.Ticket, CustomerId = served.Customer, UnitId = served.Unit,
            PersonId = await callbacks.ResponsibleFor(served, ct), OpenedAt = db.Now, DueAt = (await callbacks.Hours(served.Unit, ct)).Add(db.Now, Duration.FromMinutes(policy.FollowUpMinutes)), Reason = reason,
        }).Entity;
        db.Announce(new FollowUpOpened(followUp.Id, followUp.TicketId, followUp.PersonId, followUp.DueAt));
    }
}
