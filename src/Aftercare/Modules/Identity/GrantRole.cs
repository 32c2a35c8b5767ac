using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Identity.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Aftercare.Modules.Identity;

/// <summary>Give an account a role, for a unit and everything below it or for the whole company. Nobody gives more than they hold.</summary>
internal static class GrantRole
{
    [Needs("platform.manage")]
    internal sealed record Command(AccountId AccountId, int? Version, [property: Required] string Role, UnitId? Unit = null, LocalDate? From = null, LocalDate? Until = null) : ICommand<Response>;

    internal sealed record Response(GrantId GrantId, int Version);

    /// <param name="Unit">Null for the whole company.</param>
    /// <param name="From">The first day; null for today.</param>
    internal sealed record Body(string Role, UnitId? Unit, LocalDate? From, LocalDate? Until, int? Version);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/accounts/{id:long}/roles", Post).WithName("GrantRole");

    /// <summary>Gives an account a role from a day on. 403 `grant.beyond-yours` when it reaches further than the caller's own.</summary>
    internal static async Task<Ok<Response>> Post(long id, Body body, Door door, CancellationToken ct) =>
        TypedResults.Ok(await door.Run(new Command(new(id), body.Version, body.Role, body.Unit, body.From, body.Until), ct));

    internal sealed class Handler(AppDb db, IUnitTree tree) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var account = await db.LoadAccount(command.AccountId, caller, ct);
            var company = await db.OwnCompany(ct);
            account.Expect(command.Version);
            if (Reach.WhyNotGive(caller, command.Role, command.Unit) is { } refusal) throw refusal;

            await tree.Require(company.Id, command.Unit, ct);
            var given = account.Grant(db.NewId<GrantId>(), command.Role, command.Unit, command.From ?? company.Today(db.Now), command.Until);
            db.Announce(new AccountChanged(account.Id));
            await db.SaveChangesAsync(ct);
            return new(given.Id, account.Version);
        }
    }
}
