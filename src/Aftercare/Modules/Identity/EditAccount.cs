using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Identity.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aftercare.Modules.Identity;

/// <summary>Change login, name, phone and language of an account.</summary>
internal static class EditAccount
{
    [Needs("platform.manage")]
    internal sealed record Command(AccountId AccountId, int? Version, [property: Required, StringLength(80)] string Login, [property: Required, StringLength(100)] string Name, string? Phone, string Language) : ICommand<Response>;

    internal sealed record Response(int Version);

    internal sealed record Body(string Login, string Name, string? Phone, string Language, int Version);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPut("/accounts/{id:long}", Put).WithName("EditAccount");

    /// <summary>Changes login, name, phone and language of an account.</summary>
    internal static async Task<Ok<Response>> Put(long id, Body body, Door door, CancellationToken ct) =>
        TypedResults.Ok(await door.Run(new Command(new(id), body.Version, body.Login, body.Name, body.Phone, body.Language), ct));

    internal sealed class Handler(AppDb db, Accounts accounts) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var account = await db.LoadAccount(command.AccountId, caller, ct);
            account.Expect(command.Version);
            var (login, phone) = (Account.NormalLogin(command.Login), Account.NormalPhone(command.Phone));
            await accounts.RefuseTaken(login, phone, account.Id, ct);

            (account.Login, account.Name, account.Phone, account.Language) = (login, command.Name.Trim(), phone, Texts.Supported(command.Language));
            db.Announce(new AccountChanged(account.Id));
            await db.SaveChangesAsync(ct);
            return new(account.Version);
        }
    }
}
