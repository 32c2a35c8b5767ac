using Aftercare.Modules.Desk.Face;
using Aftercare.Modules.Workforce.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Desk;

/// <summary>Take an emergency (R323): whoever was called, or sees it; the calling stops. A technician among them becomes its technician.</summary>
internal static class TakeEmergency
{
    [Needs("desk.do")]
    internal sealed record Command(TicketId Id) : ICommand<TicketState>;

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/tickets/{id:long}/emergency/take", Post);

    /// <summary>Takes an emergency; nobody else is called any more.</summary>
    internal static async Task<Ok<TicketState>> Post(long id, Door door, CancellationToken ct) => TypedResults.Ok(await door.Run(new Command(new(id)), ct));

    internal sealed class Handler(AppDb db, Reckoner reckoner, IWorkforce workforce) : IHandle<Command, TicketState>
    {
        public async Task<TicketState> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var person = caller.Person ?? throw new Refusal("emergency.person-missing", RefusalKind.Forbidden);
            var called = await db.All<TicketAlarm>().AnyAsync(alarm => alarm.TicketId == command.Id && alarm.PersonId == person, ct);
            var ticket = called ? await reckoner.Find(command.Id, ct) : await reckoner.Load(command.Id, null, ct);
            if (ticket.WhyNotTake() is { } why) throw why;

            ticket.Take(person, (await workforce.Technicians([ticket.UnitId], ct)).Any(technician => technician.Person == person), Act.Of(db));
            await db.ClearTimer(Emergencies.Timer, ticket.Key, ct);
            await reckoner.Reckon(ticket, ct);
            await db.SaveChangesAsync(ct);
            return ticket.State;
        }
    }
}
