using Aftercare.Modules.Identity.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Identity;

/// <summary>Choose the language the own account reads and is written to.</summary>
internal static class ChangeLanguage
{
    [Needs(NeedsAttribute.Nothing)]
    internal sealed record Command(string Language) : ICommand<Response>;

    internal sealed record Response(string Language);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPut("/account/language", Put).WithName("ChangeLanguage");

    /// <summary>Chooses the own language: `zh-CN` or `en`.</summary>
    internal static async Task<Ok<Response>> Put(Command command, Door door, HttpContext http, CancellationToken ct)
    {
        var answer = await door.Run(command, ct);
        SignInDesk.SetLanguage(http, answer.Language);
        return TypedResults.Ok(answer);
    }

    internal sealed class Handler(AppDb db) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var id = caller.RequireSignedIn();
            var account = await db.All<Account>().SingleAsync(account => account.Id == id, ct);
            account.Language = Texts.Supported(command.Language);
            db.Announce(new AccountChanged(account.Id));
            await db.SaveChangesAsync(ct);
            return new(account.Language);
        }
    }
}
