using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Quality.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Aftercare.Modules.Quality;

/// <summary>Set the rules for complaints from a day on, as a new edition: complaints that came in before keep theirs (R802).</summary>
internal static class SetQualityPolicy
{
    /// <param name="RespondDays">Working days to respond and verify.</param>
    /// <param name="SolveDays">Working days to tell a solution.</param>
    /// <param name="EscalateAfter">So many times not accepted, and leadership takes it up.</param>
    /// <param name="ChannelTestDays">All channels are tested every so many days.</param>
    [Needs("quality.manage")]
    internal sealed record Command(
        LocalDate From, [property: Range(1, 30)] int RespondDays = 1, [property: Range(1, 90)] int SolveDays = 3, [property: Range(1, 10)] int EscalateAfter = 2, [property: Range(1, 60)] int ChannelTestDays = 7) : ICommand<Response>;

    internal sealed record Response(int Edition);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPut("/quality-policy", Put);

    /// <summary>Set the rules for complaints, from a day on</summary>
    internal static async Task<Ok<Response>> Put(Command command, Door door, CancellationToken ct) => TypedResults.Ok(await door.Run(command, ct));

    internal sealed class Handler(AppDb db, Kept<QualityBook> book) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var edition = (await book.Of(db, ct)).NextEdition;
            db.Add(new QualityPolicy
            {
                Id = db.NewId<QualityPolicyId>(), Edition = edition, ValidFrom = command.From, RespondDays = command.RespondDays, SolveDays = command.SolveDays, EscalateAfter = command.EscalateAfter,
                ChannelTestDays = command.ChannelTestDays,
            });
            await db.SaveChangesAsync(ct);
            return new(edition);
        }
    }
}
