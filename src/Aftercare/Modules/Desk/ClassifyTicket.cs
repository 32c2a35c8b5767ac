using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Assets.Face;
using Aftercare.Modules.Customers.Face;
using Aftercare.Modules.Desk.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Aftercare.Modules.Desk;

/// <summary>Judge and classify (R305): type, symptom, nature, product. A priority nobody chose is derived again.</summary>
internal static class ClassifyTicket
{
    /// <param name="At">When it happened, if that was earlier.</param>
    [Needs("desk.do")]
    internal sealed record Command([property: StringLength(50)] string? Type = null, [property: StringLength(50)] string? Symptom = null, [property: StringLength(50)] string? Nature = null, AssetId? Asset = null, [property: StringLength(200)] string? Product = null, int? Version = null, Instant? At = null) : ICommand<TicketState>
    {
        /// <summary>Which ticket; over HTTP the address says it.</summary>
        public TicketId Id { get; init; }
    }

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/tickets/{id:long}/classify", Post);

    /// <summary>Classifies a ticket; its priority and clocks follow.</summary>
    internal static async Task<Ok<TicketState>> Post(long id, Command command, Door door, CancellationToken ct) =>
        TypedResults.Ok(await door.Run(command with { Id = new(id) }, ct));

    internal sealed class Handler(AppDb db, Reckoner reckoner, DeskRules rules, ICustomers customers, Repeats repeats) : IHandle<Command, TicketState>
    {
        public async Task<TicketState> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var (ticket, act) = (await reckoner.Load(command.Id, command.Version, ct), Act.Of(db, command.At));
            var customer = await customers.Customer(ticket.CustomerId, ct);
            if ((ticket.WhyNotWork() ?? ticket.WhyNotAt(act.At, act.Now)) is { } why) throw why;

            if (command.Type is not null)
            {
                var type = await rules.Type(command.Type, ct);
                ticket.ChangeType(type.Code, act);
                if (type.Emergency && !ticket.Emergency) await Emergencies.Begin(db, ticket, ct);
                else if (!type.Emergency) ticket.NoEmergency();
            }
            (ticket.Symptom, ticket.Nature) = (command.Symptom ?? ticket.Symptom, command.Nature ?? ticket.Nature);
            (ticket.AssetId, ticket.ProductText) = (command.Asset ?? ticket.AssetId, command.Product ?? ticket.ProductText);
            if (command.Asset is not null || command.Product is not null) ticket.ProductOpen = false;
            if (ticket.PriorityReason is null && PriorityRule.Decide(await rules.Priorities(ct), ticket.Fault, ticket.Nature, ticket.Type, customer.Class) is { } rule)
                ticket.ChangePriority(rule.Priority, rule.Code, null, act);
            ticket.AdoptPolicy(await rules.PolicyFor(ticket.Type, customer.Class, act.At, ct), act);
            await repeats.Detect(ticket, ct);
            await reckoner.Reckon(ticket, ct);
            await db.SaveChangesAsync(ct);
            return ticket.State;
        }
    }
}
