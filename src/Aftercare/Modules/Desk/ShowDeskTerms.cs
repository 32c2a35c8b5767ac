using Aftercare.Modules.Identity.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Desk;

/// <summary>What the desk works by today, which editions there are, and who stands in for whom.</summary>
internal static class ShowDeskTerms
{
    [Needs("desk.read")]
    internal sealed record Query : IQuery<Response>;

    /// <param name="Edition">0 is the product's own.</param>
    /// <param name="People">The names of those whom the levels name.</param>
    /// <param name="Roles">What the roles of the levels are called, by their codes.</param>
    internal sealed record Response(int Edition, TermsDefinition Terms, IReadOnlyList<EditionLine> Editions, IReadOnlyList<StandInLine> StandIns, IReadOnlyList<PersonLine> People, IReadOnlyDictionary<string, string> Roles);

    internal sealed record PersonLine(PersonId Id, string Name);

    internal sealed record EditionLine(int Edition, LocalDate From);

    internal sealed record StandInLine(Face.StandInId Id, PersonId Person, string Name, PersonId Deputy, string DeputyName, Instant From, Instant Until);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/desk/terms", Get);

    /// <summary>What the desk works by today.</summary>
    internal static async Task<Ok<Response>> Get(Door door, CancellationToken ct) => TypedResults.Ok(await door.Ask(new Query(), ct));

    internal sealed class Handler(AppDb db, Kept<DeskBook> book, IOrganisation organisation, IAccounts accounts) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var editions = (await book.Of(db, ct)).Terms;
            var (edition, terms) = DeskTerms.On(editions, db.Now.InZone(await organisation.ZoneOf(caller.HomeUnit, ct)).Date);
            var standIns = await db.All<StandIn>().Where(one => one.Until > db.Now).OrderBy(one => one.From).Take(100).ToListAsync(ct);
            var levels = terms.Service.Concat(terms.Technical).ToList();
            var names = await organisation.Names([.. standIns.SelectMany(one => new PersonId?[] { one.PersonId, one.DeputyId }), .. levels.SelectMany(level => new[] { level.Person, level.Deputy })], ct);
            return new(edition, terms, [.. editions.Select(one => new EditionLine(one.Edition, one.ValidFrom))],
                [.. standIns.Select(one => new StandInLine(one.Id, one.PersonId, names.GetValueOrDefault(one.PersonId) ?? "", one.DeputyId, names.GetValueOrDefault(one.DeputyId) ?? "", one.From, one.Until))], [.. names.Select(name => new PersonLine(name.Key, name.Value))],
                levels.SelectMany(level => level.Roles).Distinct().ToDictionary(role => role, role => accounts.RoleName(role, caller.Language)));
        }
    }
}
