using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Aftercare.Modules.Identity.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Aftercare.Modules.Identity;

/// <summary>Open an account with its first roles. Its holder chooses the password by a one-time link, or signs in by phone and code.</summary>
internal static class OpenAccount
{
    /// <param name="PasswordHash">From <see cref="Passwords.Hash"/>; only the product itself (demo, import) may open an account with a password. Salted anew each time, so it is no part of what makes a repeated command the same.</param>
    [Needs("platform.manage")]
    internal sealed record Command(
        [property: Required, StringLength(80)] string Login,
        [property: Required, StringLength(100)] string Name,
        string? Phone = null,
        PersonId? Person = null,
        string? Language = null,
        IReadOnlyList<Given>? Roles = null,
        [property: JsonIgnore] string? PasswordHash = null) : ICommand<Response>;

    /// <param name="Unit">The unit it counts for, with everything below; null for the whole company.</param>
    /// <param name="From">The first day; null for today.</param>
    internal sealed record Given([property: Required] string Code, UnitId? Unit = null, LocalDate? From = null, LocalDate? Until = null);

    internal sealed record Response(AccountId AccountId);

    internal sealed record Body(string Login, string Name, string? Phone, PersonId? Person, string? Language, IReadOnlyList<Given>? Roles);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/accounts", Post).WithName("OpenAccount");

    /// <summary>Opens an account. Needs `platform.manage`; nobody gives a role that reaches further than the own ones.</summary>
    internal static async Task<Ok<Response>> Post(Body body, Door door, CancellationToken ct) =>
        TypedResults.Ok(await door.Run(new Command(body.Login, body.Name, body.Phone, body.Person, body.Language, body.Roles), ct));

    internal sealed class Handler(AppDb db, IAccounts accounts, IUnitTree tree) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            if (command.PasswordHash is not null && caller.Kind is not CallerKind.System) throw new Refusal("account.password-given", RefusalKind.Forbidden);
            var company = await db.OwnCompany(ct);

            var id = await accounts.Open(new(command.Login, command.Name, command.Phone, command.Person, command.Language), ct);
            var account = db.Set<Account>().Local.Single(account => account.Id == id);
            foreach (var role in command.Roles ?? [])
            {
                if (Reach.WhyNotGive(caller, role.Code, role.Unit) is { } refusal) throw refusal;
                await tree.Require(company.Id, role.Unit, ct);
                account.Grant(db.NewId<GrantId>(), role.Code, role.Unit, role.From ?? company.Today(db.Now), role.Until);
            }
            if (command.PasswordHash is { } hash) account.SetPassword(hash, db.Now);
            await db.SaveChangesAsync(ct);
            return new(id);
        }
    }
}
