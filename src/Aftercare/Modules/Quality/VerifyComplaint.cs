using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Modules.Quality.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Aftercare.Modules.Quality;

/// <summary>Write down what was found and whether the complaint is right, and that the customer was answered: stops the respond clock (R802, R804). Only what is right is counted.</summary>
internal static class VerifyComplaint
{
    /// <param name="Valid">Whether it is right.</param>
    /// <param name="Category">What it turned out to be about; as it was when left out.</param>
    /// <param name="About">The colleague it turned out to be about; as it was when left out.</param>
    /// <param name="At">When the customer was answered, if that was earlier.</param>
    [Needs("quality.do")]
    internal sealed record Command(
        bool Valid, [property: Required, StringLength(4000)] string Findings, ComplaintCategory? Category = null, PersonId? About = null, int? Version = null, Instant? At = null) : ICommand<ComplaintState>
    {
        /// <summary>Which complaint; over HTTP the address says it.</summary>
        public ComplaintId Id { get; init; }
    }

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/complaints/{id:long}/verification", Post);

    /// <summary>Says what was found and whether the complaint is right. May be corrected until a solution was told.</summary>
    internal static async Task<Ok<ComplaintState>> Post(long id, Command command, Door door, CancellationToken ct) =>
        TypedResults.Ok(await door.Run(command with { Id = new(id) }, ct));

    internal sealed class Handler(AppDb db, ComplaintBooks books, IOrganisation organisation) : IHandle<Command, ComplaintState>
    {
        public async Task<ComplaintState> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var (complaint, act) = (await books.Load(command.Id, command.Version, ct), Act.Of(db, command.At));
            if (command.About is { } about) await organisation.Person(about, ct);
            if ((complaint.WhyNotVerify(caller.Person) ?? complaint.WhyNotAt(act.At, act.Now)) is { } why) throw why;

            complaint.Verify(command.Valid, command.Findings.Trim(), command.Category ?? complaint.Category, command.About ?? complaint.AboutId, act);
            await books.Reckon(complaint, ct);
            await db.SaveChangesAsync(ct);
            return complaint.State;
        }
    }
}
