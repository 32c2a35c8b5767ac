using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Modules.Quality.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aftercare.Modules.Quality;

/// <summary>Record the emergency measures of a major case and who sees to them (R803); may be brought up to date later.</summary>
internal static class RecordMeasures
{
    [Needs("quality.read")]
    internal sealed record Command([property: Required, StringLength(4000)] string Measures, PersonId Owner, int? Version = null) : ICommand<ComplaintState>
    {
        /// <summary>Which complaint; over HTTP the address says it.</summary>
        public ComplaintId Id { get; init; }
    }

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/complaints/{id:long}/measures", Post);

    /// <summary>Records emergency measures and who sees to them.</summary>
    internal static async Task<Ok<ComplaintState>> Post(long id, Command command, Door door, CancellationToken ct) =>
        TypedResults.Ok(await door.Run(command with { Id = new(id) }, ct));

    internal sealed class Handler(AppDb db, ComplaintBooks books, IOrganisation organisation) : IHandle<Command, ComplaintState>
    {
        public async Task<ComplaintState> Handle(Caller caller, Command command, CancellationToken ct)
        {
            Complaint.RequireHand(caller);
            var complaint = await books.Load(command.Id, command.Version, ct);
            var owner = await organisation.Person(command.Owner, ct);
            if (!owner.Active) throw Refusal.Invalid("person.inactive", nameof(command.Owner), owner.Name);
            if (complaint.WhyNotWork() is { } why) throw why;

            complaint.RecordMeasures(command.Measures.Trim(), owner.Id, owner.Name, Act.Of(db));
            await db.SaveChangesAsync(ct);
            return complaint.State;
        }
    }
}
