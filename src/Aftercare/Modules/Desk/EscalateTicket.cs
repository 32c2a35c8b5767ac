using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Desk.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Desk;

/// <summary>Ask the next level for help, with a reason (R315): up the line of those who answer, or of those who know more.</summary>
internal static class EscalateTicket
{
    /// <param name="Path">Up the line of those who answer for the work, or of those who know more.</param>
    /// <param name="Level">Code of the level; the one after the last that was asked when left out.</param>
    /// <param name="Reference">The manufacturer's case number, for a level outside the company.</param>
    /// <param name="HandOver">They are to handle the ticket from now on.</param>
    [Needs("desk.do")]
    internal sealed record Command(
        EscalationPath Path, [property: Required, StringLength(1000, MinimumLength = 2)] string Reason, [property: StringLength(50)] string? Level = null, [property: StringLength(100)] string? Reference = null,
        bool HandOver = false, int? Version = null) : ICommand<Response>
    {
        /// <summary>Which ticket; over HTTP the address says it.</summary>
        public TicketId Id { get; init; }
    }

    internal sealed record Response(EscalationId Id, string Level, PersonId To, PersonId? InPlaceOf);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/tickets/{id:long}/escalations", Post);

    /// <summary>Takes a ticket a level up. The answer names who is asked, and who is away if they stand in.</summary>
    internal static async Task<Ok<Response>> Post(long id, Command command, Door door, CancellationToken ct) => TypedResults.Ok(await door.Run(command with { Id = new(id) }, ct));

    internal sealed class Handler(AppDb db, Reckoner reckoner, Ladder ladder) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var (ticket, act) = (await reckoner.Load(command.Id, command.Version, ct), Act.Of(db));
            if (ticket.WhyNotUrge() is { } why) throw why;
            var levels = (await ladder.Terms(ticket.UnitId, ct)).Terms.Levels(command.Path);
            var last = await db.All<Escalation>().Where(one => one.TicketId == ticket.Id && one.Path == command.Path).OrderByDescending(one => one.Sequence).Select(one => (int?)one.Step).FirstOrDefaultAsync(ct) ?? -1;
            var step = command.Level is null ? last + 1 : levels.ToList().FindIndex(level => level.Code == command.Level);
            if (step < 0) throw Refusal.Invalid("escalation.level-unknown", nameof(command.Level), command.Level!);
            if (step >= levels.Count) throw Refusal.Invalid("escalation.at-the-top", nameof(command.Level));
            if (levels[step].Outside && string.IsNullOrWhiteSpace(command.Reference)) throw Refusal.Invalid("escalation.reference-missing", nameof(command.Reference));

            var raised = await ladder.Raise(ticket, command.Path, step, EscalateWhen.ByHand, act, ct, reason: command.Reason.Trim(), reference: command.Reference);
            if (command.HandOver && raised.ToId != ticket.HandlerId)
            {
                ticket.AssignTo(raised.ToId, act);
                await reckoner.Reckon(ticket, ct);
                db.Announce(new HandlerAssigned(ticket.Id, ticket.HandlerId, act.At));
            }
            await db.SaveChangesAsync(ct);
            return new(raised.Id, raised.Level, raised.ToId, raised.InPlaceOfId);
        }
    }
}
