using Aftercare.Modules.Desk.Face;
using Aftercare.Modules.Dispatch.Face;
using Aftercare.Modules.Field.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Aftercare.UiKit;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Dispatch;

/// <summary>Who handed a work order to whom and how that was answered, in the story of the order and of its ticket (R316).</summary>
internal sealed class HandoverStory(IOrganisation organisation, Texts texts) : IStorySource
{
    public async Task<IReadOnlyList<StoryEntry>> Tell(AppDb db, string kind, long record, string language, CancellationToken ct)
    {
        var about = kind switch
        {
            "work-order" => db.Visible<Handover>().Where(row => row.OrderId == new WorkOrderId(record)),
            "ticket" => db.Visible<Handover>().Where(row => row.TicketId == new TicketId(record)),
            _ => null,
        };
        if (about is null) return [];
        var handovers = await about.OrderByDescending(row => row.HandedAt).Take(50).ToListAsync(ct);
        if (handovers.Count == 0) return [];
        var names = await organisation.Names(handovers.SelectMany(row => new[] { row.HandedBy, row.AnsweredBy }), ct);
        var units = (await organisation.Units(ct)).ToDictionary(unit => unit.Id, unit => unit.Name);
        string? Name(PersonId? person) => person is { } id ? names.GetValueOrDefault(id) : null;

        return
        [
            .. handovers.Select(row => new StoryEntry(row.HandedAt, Name(row.HandedBy), texts.In(language, "dispatch.story.handed", row.OrderNumber, units[row.FromUnitId], units[row.ToUnitId]), "transfer-out", row.Note, Tone.Info, $"/work-orders/{row.OrderId}", Internal: true)),
            .. handovers.Where(row => row.AnsweredAt is not null).Select(row => new StoryEntry(
                row.AnsweredAt!.Value, Name(row.AnsweredBy), texts.In(language, $"dispatch.story.{row.State}", row.OrderNumber, units[row.ToUnitId]), row.State is HandoverState.Accepted ? "check" : "transfer-in", row.Reason,
                row.State is HandoverState.Accepted ? Tone.Good : Tone.Warn, $"/work-orders/{row.OrderId}", Internal: true)),
        ];
    }
}
