using Aftercare.Modules.Customers.Face;
using Aftercare.Modules.Desk.Face;
using Aftercare.Modules.Field.Face;
using Aftercare.Platform;
using Aftercare.UiKit;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Satisfaction;

/// <summary>Calls and follow-ups in the story of a ticket, a customer and a work order. A call with answers to an order is told by its rating.</summary>
internal sealed class CallbackStory(Texts texts) : IStorySource
{
    public async Task<IReadOnlyList<StoryEntry>> Tell(AppDb db, string kind, long record, string language, CancellationToken ct)
    {
        var (calls, follows) = (db.Visible<Callback>(), db.Visible<FollowUp>());
        (calls, follows) = kind switch
        {
            "ticket" => (calls.Where(row => row.TicketId == new TicketId(record)), follows.Where(row => row.TicketId == new TicketId(record))),
            "customer" => (calls.Where(row => row.CustomerId == new CustomerId(record)), follows.Where(row => row.CustomerId == new CustomerId(record))),
            "work-order" => (calls.Where(row => row.OrderId == new WorkOrderId(record)), follows.Where(row => row.OrderId == new WorkOrderId(record))),
            _ => (null!, null!),
        };
        if (calls is null) return [];
        var called = await calls.Include(row => row.Attempts).OrderByDescending(row => row.DueAt).Take(50).ToListAsync(ct);
        var followed = await follows.OrderByDescending(row => row.OpenedAt).Take(50).ToListAsync(ct);
        return
        [
            .. from row in called from call in row.Attempts
               where call.Result is not CallResult.Reached || row.OrderId is null || row.Purpose is CallbackPurpose.Check
               select new StoryEntry(call.At, call.Who, texts.In(language, "satisfaction.callback.story", row.Number, new TextKey($"satisfaction.callback.result.{call.Result}")), "phone", call.Note ?? (call.Result is CallResult.Reached ? row.Remark : null),
                   call.Result is CallResult.Reached ? Tone.Good : Tone.Neutral, $"/callbacks/{row.Id}"),
            .. from row in followed
               select new StoryEntry(row.OpenedAt, null, texts.In(language, "satisfaction.follow-up.story", new TextKey($"satisfaction.follow-up.kind.{row.Kind}"), row.Number), "flag", row.Reason, Tone.Warn, $"/follow-ups/{row.Id}"),
            .. from row in followed where row.DoneAt is not null
               select new StoryEntry(row.DoneAt!.Value, row.DoneBy, texts.In(language, "satisfaction.follow-up.story.done", new TextKey($"satisfaction.follow-up.kind.{row.Kind}"), row.Number), "check", row.Result, Tone.Good, $"/follow-ups/{row.Id}"),
        ];
    }
}
