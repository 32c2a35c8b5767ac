using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Identity.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Identity;

/// <summary>Found the first company of an empty installation and the account of its administrator, with the link printed at start.</summary>
internal static class SetUpInstallation
{
    /// <param name="LinkHash">Of the link's key.</param>
    /// <param name="PasswordHash">Judged and hashed before.</param>
    [Needs("installation.found")]
    internal sealed record Command(
        byte[] LinkHash, [property: Required, StringLength(200)] string CompanyName, string Language, string Zone,
        [property: Required, StringLength(80)] string Login, [property: Required, StringLength(100)] string Name, string PasswordHash) : ICommand<Response>;

    internal sealed record Response(CompanyId CompanyId, AccountId AccountId);

    /// <param name="Zone">The company's time zone, as `Asia/Shanghai`.</param>
    internal sealed record Body(string CompanyName, string Login, string Name, string Password, string Language = Texts.Chinese, string Zone = Company.Shanghai);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/set-up/{key}", Post).WithName("SetUpInstallation").RequireRateLimiting(IdentityModule.SignInLimit);

    /// <summary>
    /// Founds the first company of an empty installation and its administrator. The key is that of the link printed at
    /// start: it works once, within 24 hours (404 `set-up-link.not-found` otherwise).
    /// </summary>
    internal static async Task<Ok<Response>> Post(string key, Body body, PasswordDesk desk, CancellationToken ct) =>
        TypedResults.Ok(await desk.SetUp(key, body, ct));

    internal sealed class Handler(AppDb db, IAccounts accounts) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var offer = await db.Set<Mark>().FindAsync([SetUpOffer.Mark], ct);
            if (!SetUpOffer.Holds(offer?.Value, command.LinkHash, db.Now) || await db.All<Account>().IgnoreQueryFilters().AnyAsync(ct)) throw Refusal.NotFound("set-up-link", "");
            if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(command.Zone) is null) throw Refusal.Invalid("company.zone-unknown", nameof(Command.Zone), command.Zone);

            var company = new Company { Id = caller.RequireCompany(), Name = command.CompanyName.Trim(), Language = Texts.Supported(command.Language), Zone = command.Zone };
            db.Add(company);
            // The guard: of two who use the link at the same time, one finds this mark already there.
            db.Add(new Mark { Name = "identity.set-up", Value = company.Id.ToString() });
            db.Remove(offer!);
            var id = await accounts.Open(new(command.Login, command.Name), ct);
            var account = db.Set<Account>().Local.Single(account => account.Id == id);
            account.Grant(db.NewId<GrantId>(), RoleBook.Administrator, null, company.Today(db.Now), null);
            account.SetPassword(command.PasswordHash, db.Now);
            await db.SaveChangesAsync(ct);
            return new(company.Id, id);
        }
    }
}
