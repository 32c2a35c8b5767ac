using Aftercare.Platform;
using Aftercare.UiKit;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Desk;

/// <summary>My tickets whose customers urged and were not answered yet (催单), for the handler and the technician.</summary>
internal sealed class UrgedQueue(Texts texts) : IQueueSource
{
    public string Title => "desk.urged-tickets";

    public string Permission => "desk.read";

    public int Order => 5;

    public async Task<(IReadOnlyList<QueueItem> Items, string AllHref)> Today(AppDb db, string language, CancellationToken ct)
    {
        if (db.Caller.Person is not { } person) return ([], "/tickets");
        var urged = await db.Visible<Ticket>().Where(ticket => (ticket.HandlerId == person || ticket.TechnicianId == person) && ticket.NextDueAt <= Ticket.Never && ticket.UrgedAt != null)
            .OrderBy(ticket => ticket.UrgedAt).Take(20).ToListAsync(ct);
        return ([.. urged.Select(ticket => new QueueItem($"{ticket.Number} {texts.In(language, "desk.urged-times", ticket.Urgings)}", ticket.Fault, $"/tickets/{ticket.Id}", ticket.UrgedAt, Tone.Bad))], "/tickets?mine=true");
    }
}
