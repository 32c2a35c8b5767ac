using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Quality.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aftercare.Modules.Quality;

/// <summary>Answer a question about a complaint (R804): who was asked, or the owner for them.</summary>
internal static class GiveOpinion
{
    [Needs("quality.do")]
    internal sealed record Command(ConsultationId Consultation, [property: Required, StringLength(4000)] string Answer) : ICommand<ComplaintState>
    {
        /// <summary>Which complaint; over HTTP the address says it.</summary>
        public ComplaintId Id { get; init; }
    }

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/complaints/{id:long}/opinions", Post);

    /// <summary>Answers a question about a complaint.</summary>
    internal static async Task<Ok<ComplaintState>> Post(long id, Command command, Door door, CancellationToken ct) =>
        TypedResults.Ok(await door.Run(command with { Id = new(id) }, ct));

    internal sealed class Handler(AppDb db, ComplaintBooks books) : IHandle<Command, ComplaintState>
    {
        public async Task<ComplaintState> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var complaint = await books.Load(command.Id, null, ct);
            var asked = complaint.Consultations.Find(asked => asked.Id == command.Consultation) ?? throw Refusal.NotFound("consultation", command.Consultation);
            if (asked.PersonId != caller.Person && complaint.OwnerId != caller.Person && !caller.May("quality.manage")) throw new Refusal("consultation.of-another", RefusalKind.Forbidden);
            if ((complaint.WhyNotWork() ?? asked.WhyNotAnswer()) is { } why) throw why;

            complaint.Hear(asked, command.Answer.Trim(), Act.Of(db));
            await db.SaveChangesAsync(ct);
            return complaint.State;
        }
    }
}
