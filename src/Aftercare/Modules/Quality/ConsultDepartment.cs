using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Modules.Quality.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Aftercare.Modules.Quality;

/// <summary>Ask a named person of a department for an opinion, by a day (R804). They see the complaint from then on.</summary>
internal static class ConsultDepartment
{
    /// <param name="DueOn">The last day to answer.</param>
    [Needs("quality.do")]
    internal sealed record Command(PersonId Person, [property: Required, StringLength(2000)] string Question, LocalDate DueOn, int? Version = null) : ICommand<ComplaintState>
    {
        /// <summary>Which complaint; over HTTP the address says it.</summary>
        public ComplaintId Id { get; init; }
    }

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/complaints/{id:long}/consultations", Post);

    /// <summary>Asks somebody of a department for an opinion.</summary>
    internal static async Task<Ok<ComplaintState>> Post(long id, Command command, Door door, CancellationToken ct) =>
        TypedResults.Ok(await door.Run(command with { Id = new(id) }, ct));

    internal sealed class Handler(AppDb db, ComplaintBooks books, IOrganisation organisation) : IHandle<Command, ComplaintState>
    {
        public async Task<ComplaintState> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var complaint = await books.Load(command.Id, command.Version, ct);
            var person = await organisation.Person(command.Person, ct);
            if (!person.Active) throw Refusal.Invalid("person.inactive", nameof(command.Person), person.Name);
            if (command.DueOn < db.Now.InZone((await organisation.Unit(complaint.UnitId, ct)).Zone).Date) throw Refusal.Invalid("consultation.due-past", nameof(command.DueOn));
            if (complaint.WhyNotWork() is { } why) throw why;

            complaint.Ask(new()
            {
                Id = db.NewId<ConsultationId>(), ComplaintId = complaint.Id, PersonId = person.Id, UnitId = person.Unit, Question = command.Question.Trim(), AskedAt = db.Now, DueOn = command.DueOn,
            }, person.Name, Act.Of(db));
            db.Announce(new OpinionAsked(complaint.Id, person.Id, command.Question.Trim(), command.DueOn));
            await db.SaveChangesAsync(ct);
            return complaint.State;
        }
    }
}
