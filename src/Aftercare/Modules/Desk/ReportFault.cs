using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Aftercare.Modules.Assets.Face;
using Aftercare.Modules.Customers.Face;
using Aftercare.Modules.Desk.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Desk;

/// <summary>A customer reports a fault in the portal, at any hour, without signing in: the number and the standard advice come at once (R304).</summary>
internal static class ReportFault
{
    /// <summary>From one phone number in an hour; a household does not have more faults.</summary>
    private const int MostPerHour = 5;

    /// <param name="Type">Code of a request type the company offers in its portal.</param>
    /// <param name="Product">Model in words, when the serial number is not at hand.</param>
    /// <param name="Website">Leave empty: people do not see this field, robots fill it in.</param>
    [Needs("portal.report")]
    internal sealed record Command(
        [property: Required, StringLength(50)] string Type, [property: Required, StringLength(4000, MinimumLength = 2)] string Fault, [property: Required, StringLength(100)] string Name,
        [property: Required, StringLength(50, MinimumLength = 5)] string Phone, [property: StringLength(300)] string? Address = null, [property: StringLength(100)] string? SerialNumber = null,
        [property: StringLength(200)] string? Product = null, [property: StringLength(100)] string? Website = null) : ICommand<Response>
    {
        /// <summary>Pictures the page took in just before. Visitors have no name of their own, so nobody may name files over the API.</summary>
        [JsonIgnore]
        public IReadOnlyList<FileId> Photos { get; init; } = [];
    }

    /// <param name="Advice">What to do meanwhile.</param>
    /// <param name="Follow">Path of the page that shows the progress; only its holder knows it.</param>
    internal sealed record Response(string Number, string Advice, string Follow);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/portal/reports", Post);

    /// <summary>Reports a fault without signing in. The answer carries the number and what to do meanwhile.</summary>
    internal static async Task<Ok<Response>> Post(Command command, Door door, PortalGate gate, HttpContext http, CancellationToken ct)
    {
        gate.Enter(http.Connection.RemoteIpAddress);
        return TypedResults.Ok(await door.Run(command, ct));
    }

    internal sealed class Handler(AppDb db, Intake intake, Reckoner reckoner, DeskRules rules, IOrganisation organisation, ICustomers customers, IAssets assets, IFiles files) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            if (!string.IsNullOrEmpty(command.Website)) throw new Refusal("portal.not-taken", RefusalKind.Invalid);
            if (!(await rules.Type(command.Type, ct)).InPortal) throw Refusal.NotFound("request-type", command.Type);
            var (phone, hourAgo) = (command.Phone.Trim(), db.Now - Duration.FromHours(1));
            var recent = await db.All<Ticket>().CountAsync(ticket => ticket.CallerPhone == phone && ticket.EnteredAt > hourAgo && ticket.Channel == Channel.Portal, ct);
            if (recent >= MostPerHour) throw new Refusal("portal.too-many", RefusalKind.TooMany);
            var asset = string.IsNullOrWhiteSpace(command.SerialNumber) ? null : await assets.BySerial(command.SerialNumber, ct);
            var known = (await customers.ByPhone(phone, ct))?.Customer;
            var (unit, _) = await organisation.Intake(known?.Unit, ct);

            var customer = known ?? await customers.Register(unit, command.Name, phone, null, command.Address, ct, Texts.Supported(caller.Language));
            var act = Act.Of(db);
            var (ticket, advice) = await intake.Open(new()
            {
                Unit = unit, Channel = Channel.Portal, Type = command.Type, Customer = customer, CallerName = command.Name, CallerPhone = phone, Asset = asset?.Id,
                ProductText = asset is null ? (command.Product + " " + command.SerialNumber).Trim() : null,
                ProductOpen = asset is null && string.IsNullOrWhiteSpace(command.Product + command.SerialNumber), Fault = command.Fault, OpenedAt = db.Now,
            }, act, ct);
            ticket.Acknowledge(act);
            db.Add(new TicketMessage { Id = db.NewId<TicketMessageId>(), TicketId = ticket.Id, Kind = MessageKind.Answer, At = db.Now, EnteredAt = db.Now, Who = "Aftercare", Text = advice });

            await files.Attach(db, command.Photos, ListTicketFiles.Kind, ticket.Id.Value, ct);
            await reckoner.Reckon(ticket, ct);
            intake.Announce(ticket);
            await db.SaveChangesAsync(ct);
            return new(ticket.Number, advice, $"/portal/t/{ticket.FollowKey}");
        }
    }
}
