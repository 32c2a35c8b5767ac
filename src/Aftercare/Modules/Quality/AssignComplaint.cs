using Aftercare.Modules.Organisation.Face;
using Aftercare.Modules.Quality.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aftercare.Modules.Quality;

/// <summary>Give a complaint to a named person.</summary>
internal static class AssignComplaint
{
    [Needs("quality.read")]
    internal sealed record Command(PersonId To, int? Version = null) : ICommand<ComplaintState>
    {
        /// <summary>Which complaint; over HTTP the address says it.</summary>
        public ComplaintId Id { get; init; }
    }

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/complaints/{id:long}/owner", Post);

    /// <summary>Gives the complaint to a named person.</summary>
    internal static async Task<Ok<ComplaintState>> Post(long id, Command command, Door door, CancellationToken ct) =>
        TypedResults.Ok(await door.Run(command with { Id = new(id) }, ct));

    internal sealed class Handler(AppDb db, ComplaintBooks books, IOrganisation organisation) : IHandle<Command, ComplaintState>
    {
        public async Task<ComplaintState> Handle(Caller caller, Command command, CancellationToken ct)
        {
            Complaint.RequireHand(caller);
            var complaint = await books.Load(command.Id, command.Version, ct);
            var to = await organisation.Person(command.To, ct);
            if (!to.Active) throw Refusal.Invalid("person.inactive", nameof(command.To), to.Name);
            if (complaint.WhyNotWork() is { } why) throw why;

            complaint.AssignTo(to.Id, to.Name, Act.Of(db));
            await db.SaveChangesAsync(ct);
            return complaint.State;
        }
    }
}
