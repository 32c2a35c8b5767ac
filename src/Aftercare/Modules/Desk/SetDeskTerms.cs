using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Aftercare.Modules.Desk.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Aftercare.Modules.Desk;

/// <summary>Set what the desk works by from a day on, as a new edition: the ways up, the causes, the windows (R315, R323, R326, B32).</summary>
internal static class SetDeskTerms
{
    /// <param name="From">The first day it holds.</param>
    [Needs("desk.manage")]
    internal sealed record Command(LocalDate From, [property: Required] TermsDefinition Terms) : ICommand<Response>;

    internal sealed record Response(int Edition);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPut("/desk/terms", Put);

    /// <summary>Sets what the desk works by, from a day on.</summary>
    internal static async Task<Ok<Response>> Put(Command command, Door door, CancellationToken ct) => TypedResults.Ok(await door.Run(command, ct));

    internal sealed class Handler(AppDb db, Kept<DeskBook> book) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            if (command.Terms.WhyNotUse() is { } why) throw why;
            var edition = (await book.Of(db, ct)).Terms.Select(terms => terms.Edition).DefaultIfEmpty(0).Max() + 1;
            db.Add(new DeskTerms { Id = db.NewId<DeskTermsId>(), Edition = edition, ValidFrom = command.From, Definition = JsonSerializer.Serialize(command.Terms, PlatformJson.Options) });
            await db.SaveChangesAsync(ct);
            return new(edition);
        }
    }
}
