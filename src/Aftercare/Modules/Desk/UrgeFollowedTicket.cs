using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Desk.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Desk;

/// <summary>The customer urges on the page that shows the progress (催单, B02), once an hour.</summary>
internal static class UrgeFollowedTicket
{
    private static readonly Duration Pause = Duration.FromHours(1);

    /// <param name="Key">The customer's key to the progress.</param>
    [Needs("portal.report")]
    internal sealed record Command([property: Required, StringLength(40)] string Key, [property: StringLength(2000)] string? Note = null) : ICommand<Response>;

    /// <param name="Urgings">How often by now.</param>
    internal sealed record Response(int Urgings);

    internal sealed record Body([property: StringLength(2000)] string? Note = null);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/portal/reports/{key}/urges", Post);

    /// <summary>Urges, by the key that was given with the number; once an hour.</summary>
    internal static async Task<Ok<Response>> Post(string key, Body body, Door door, CancellationToken ct) => TypedResults.Ok(await door.Run(new Command(key, body.Note), ct));

    internal sealed class Handler(AppDb db, IOrganisation organisation) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            // Whoever knows the key may urge: it is as long as a session's.
            var ticket = await db.All<Ticket>().SingleOrDefaultAsync(ticket => ticket.FollowKey == command.Key, ct) ?? throw Refusal.NotFound("ticket", command.Key);
            if (ticket.WhyNotUrge() is { } why) throw why;
            var since = db.Now - Pause;
            if (await db.All<TicketUrge>().AnyAsync(urge => urge.TicketId == ticket.Id && urge.Channel == Channel.Portal && urge.At > since, ct)) throw new Refusal("ticket.urged-just-now", RefusalKind.TooMany);

            db.Add(ticket.Urge(Channel.Portal, string.IsNullOrWhiteSpace(command.Note) ? null : command.Note.Trim(), Act.Of(db) with { Who = (ticket.CallerName ?? caller.Name).Cut(200) }));
            var today = db.Now.InZone((await organisation.Unit(ticket.UnitId, ct)).Zone).Date;
            db.Count(new("desk.urged", today, ticket.HandlerId, ticket.UnitId, ticket.Type, 1, 0, ticket.Key));
            db.Announce(new TicketUrged(ticket.Id, ticket.HandlerId, ticket.TechnicianId, ticket.Urgings, Channel.Portal, db.Now));
            await db.SaveChangesAsync(ct);
            return new(ticket.Urgings);
        }
    }
}
