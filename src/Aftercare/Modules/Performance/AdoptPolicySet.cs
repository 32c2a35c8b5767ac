using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Modules.Performance.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Performance;

/// <summary>
/// Switch a policy set on from a day, for the company or a unit, with a reading for every rule that contradicts another (R1506,
/// R1507). Its schemes become the cards that hold from that day; days before keep theirs.
/// </summary>
internal static class AdoptPolicySet
{
    /// <param name="From">Today or later; the first set of a company or unit may also hold for days that are over.</param>
    /// <param name="Unit">With everything below it; the company when left out.</param>
    /// <param name="Readings">By conflict, `A` or `B`: `{"F17": "A"}`; the default holds for the others.</param>
    [Needs("performance.manage")]
    internal sealed record Command([property: Required, StringLength(20)] string Set, LocalDate From, UnitId? Unit = null, IReadOnlyDictionary<string, string>? Readings = null) : ICommand<Response>;

    /// <param name="Cards">Codes of the cards that hold from that day.</param>
    internal sealed record Response(PolicyAdoptionId AdoptionId, string Version, IReadOnlyList<string> Cards);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/policy-adoptions", Post);

    /// <summary>Switch a policy set on from a day.</summary>
    internal static async Task<Ok<Response>> Post(Command command, Door door, CancellationToken ct) => TypedResults.Ok(await door.Run(command, ct));

    internal sealed class Handler(AppDb db, IOrganisation organisation, Activation activation) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var readings = Checked(command.Readings ?? new Dictionary<string, string>());
            if (command.Unit is null ? !caller.SeesAllUnits : !(caller.SeesAllUnits || caller.Units.Contains(command.Unit.Value))) throw Refusal.NotFound("unit", command.Unit ?? default);
            var unit = command.Unit is { } id ? await organisation.Unit(id, ct) : null;
            var set = await db.Visible<PolicySet>().Include(set => set.Versions).SingleOrDefaultAsync(set => set.Code == command.Set, ct) ?? throw Refusal.Invalid("policy-set.not-found", nameof(command.Set), command.Set);
            var before = await db.Visible<PolicyAdoption>().Where(adoption => adoption.UnitId == command.Unit).Select(adoption => adoption.From).ToListAsync(ct);
            if (before.Contains(command.From)) throw Refusal.Invalid("policy-set.day-taken", nameof(command.From), command.From);
            if (before.Count > 0 && command.From < await organisation.Today(db, ct)) throw Refusal.Invalid("policy-set.in-the-past", nameof(command.From), command.From);

            var adoption = db.Add(new PolicyAdoption
            {
                Id = db.NewId<PolicyAdoptionId>(), SetId = set.Id, VersionOrdinal = set.Newest.Ordinal, UnitId = command.Unit, From = command.From, At = db.Now, By = caller.Person,
                Readings = JsonSerializer.Serialize(readings, PlatformJson.Options),
            }).Entity;
            var cards = new List<string>();
            foreach (var scheme in set.Newest.Read().Where(item => item.Kind is PolicyPart.Scheme))
                cards.Add((await activation.Card(scheme.Code, command.From, ct, shipped => Read(shipped, unit, readings), terms => Read(terms, readings))).Card.Code);
            // Amount and rate of the parts collection are both kept as indicators, whichever the card shows (F10).
            if (cards.Count > 0 && set.Newest.Read().Any(item => item.Code == "S6")) await activation.Kpis(["K11", "K12"], command.From, ct);

            await db.SaveChangesAsync(ct);
            return new(adoption.Id, set.Newest.Label, cards);
        }

        private static IReadOnlyDictionary<string, string> Checked(IReadOnlyDictionary<string, string> readings)
        {
            foreach (var (code, reading) in readings)
                if (PolicyLibrary.Shipped.Conflicts.All(conflict => conflict.Code != code) || reading is not ("A" or "B")) throw Refusal.Invalid("policy-set.reading-unknown", nameof(Command.Readings), code, reading);
            return readings;
        }

        private static StandardLibrary.ShippedCard Read(StandardLibrary.ShippedCard card, UnitCard? unit, IReadOnlyDictionary<string, string> readings)
        {
            if (readings.GetValueOrDefault("F10") == "B") card = card with { Lines = [.. card.Lines.Select(line => line.Kpi == "K11" ? line with { Kpi = "K12" } : line)] };
            return unit is null ? card : card with { Code = PolicyBook.CardCode(card.Code, unit.Id), NameZh = $"{card.NameZh}（{unit.Name}）", NameEn = $"{card.NameEn} ({unit.Name})" };
        }

        private static CardTerms Read(CardTerms terms, IReadOnlyDictionary<string, string> readings) =>
            terms with { Bands = terms.Bands with { UpperWins = readings.GetValueOrDefault("F17") != "A" }, NaturalLimitCountsFull = readings.GetValueOrDefault("R1108") == "B" };
    }
}
