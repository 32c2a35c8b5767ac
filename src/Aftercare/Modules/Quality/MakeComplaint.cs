using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Aftercare.Modules.Assets.Face;
using Aftercare.Modules.Customers.Face;
using Aftercare.Modules.Desk.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Modules.Quality.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Quality;

/// <summary>A customer complains in the portal, at any hour, without signing in (R801).</summary>
internal static class MakeComplaint
{
    /// <summary>From one phone number in an hour.</summary>
    private const int MostPerHour = 5;

    /// <param name="Number">Of the request it is about, if there is one.</param>
    /// <param name="Website">Leave empty: people do not see this field, robots fill it in.</param>
    [Needs("portal.report")]
    internal sealed record Command(
        [property: Required, StringLength(4000, MinimumLength = 2)] string Words, ComplaintCategory Category, [property: Required, StringLength(100)] string Name,
        [property: Required, StringLength(50, MinimumLength = 5)] string Phone, [property: StringLength(30)] string? Number = null, [property: StringLength(100)] string? SerialNumber = null,
        [property: StringLength(100)] string? Website = null) : ICommand<Response>
    {
        /// <summary>Pictures the page took in just before. Visitors have no name of their own, so nobody may name files over the API.</summary>
        [JsonIgnore]
        public IReadOnlyList<FileId> Photos { get; init; } = [];
    }

    /// <param name="Follow">Path of the page that shows the progress; only its holder knows it.</param>
    internal sealed record Response(string Number, Instant RespondBy, Instant SolveBy, string Follow);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/portal/complaints", Post);

    /// <summary>Complains without signing in. The answer says until when the customer hears from us.</summary>
    internal static async Task<Ok<Response>> Post(Command command, Door door, PortalGate gate, HttpContext http, CancellationToken ct)
    {
        gate.Enter(http.Connection.RemoteIpAddress);
        return TypedResults.Ok(await door.Run(command, ct));
    }

    internal sealed class Handler(AppDb db, ComplaintIntake intake, IOrganisation organisation, ICustomers customers, IAssets assets, IDesk desk) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            if (!string.IsNullOrEmpty(command.Website)) throw new Refusal("portal.not-taken", RefusalKind.Invalid);
            var (phone, hourAgo) = (command.Phone.Trim(), db.Now - Duration.FromHours(1));
            var recent = await db.All<Complaint>().CountAsync(complaint => complaint.CallerPhone == phone && complaint.EnteredAt > hourAgo && complaint.Channel == ComplaintChannel.Online, ct);
            if (recent >= MostPerHour) throw new Refusal("portal.too-many", RefusalKind.TooMany);
            var known = (await customers.ByPhone(phone, ct))?.Customer;
            // A number or serial that is not this customer's says nothing, so that nobody can try them out.
            var ticket = string.IsNullOrWhiteSpace(command.Number) || await desk.ByNumber(command.Number, ct) is not { } named || named.Customer != known?.Id ? null : named;
            var asset = string.IsNullOrWhiteSpace(command.SerialNumber) || await assets.BySerial(command.SerialNumber, ct) is not { } found || found.Customer != known?.Id ? null : found;
            var (unit, owner) = await organisation.Intake(ticket?.Unit ?? known?.Unit, ct);
            var customer = known ?? await customers.Register(unit, command.Name, phone, null, null, ct, Texts.Supported(caller.Language));

            var complaint = await intake.Open(new()
            {
                Unit = unit, Owner = owner, Channel = ComplaintChannel.Online, Customer = customer, CallerName = command.Name, CallerPhone = phone, Ticket = ticket, Asset = asset?.Id,
                Words = Said(command, ticket, asset), Category = command.Category, Evidence = command.Photos, ReceivedAt = db.Now,
            }, ct);
            await db.SaveChangesAsync(ct);
            return new(complaint.Number, complaint.DueOf(ComplaintClockKind.Respond), complaint.DueOf(ComplaintClockKind.Solve), $"/portal/c/{complaint.FollowKey}");
        }

        /// <summary>What could not be matched is kept in the customer's words.</summary>
        private static string Said(Command command, TicketCard? ticket, AssetCard? asset) => string.Join('\n', new[]
        {
            command.Words, ticket is null ? command.Number : null, asset is null ? command.SerialNumber : null,
        }.Where(line => !string.IsNullOrWhiteSpace(line))).Cut(4000);
    }
}
