using Aftercare.Modules.Organisation.Face;
using Aftercare.Modules.Performance.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using Period = Aftercare.Rules.Scoring.Period;

namespace Aftercare.Modules.Performance;

/// <summary>What the scorecard page offers: the cards, and the units whose figures the caller may see; to whoever works in the field, the own figures.</summary>
internal static class ChooseScorecard
{
    /// <param name="Unit">Whose policy set decides which cards come first; the home unit when left out.</param>
    /// <param name="Person">Whose scheme in the period comes first of all.</param>
    [Needs("performance.read")]
    internal sealed record Query(UnitId? Unit = null, PersonId? Person = null, string? Period = null) : IQuery<Response>;

    /// <param name="Cards">Those of the policy set in force come first.</param>
    /// <param name="Set">The code of the policy set in force; null when none was switched on.</param>
    /// <param name="Home">The unit shown first: the caller's own, else the top.</param>
    /// <param name="Own">Set for a caller who sees only the own figures: show this person's.</param>
    internal sealed record Response(IReadOnlyList<CardChoice> Cards, IReadOnlyList<UnitChoice> Units, UnitId? Home, PersonId? Own, string? Set = null);

    internal sealed record CardChoice(CardId Id, string Code, string NameZh, string NameEn);

    internal sealed record UnitChoice(UnitId Id, string Name);

    internal sealed class Handler(AppDb db, IOrganisation organisation, PolicyBook policies) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var cards = await db.Visible<Card>().OrderBy(card => card.Code).Select(card => new CardChoice(card.Id, card.Code, card.NameZh, card.NameEn)).ToListAsync(ct);
            var units = (await organisation.Units(ct)).Where(unit => caller.OwnOnly ? unit.Id == caller.HomeUnit : caller.SeesAllUnits || caller.Units.Contains(unit.Id)).Select(unit => new UnitChoice(unit.Id, unit.Name)).ToList();
            var home = units.Find(unit => unit.Id == caller.HomeUnit)?.Id ?? units.FirstOrDefault()?.Id;
            var (first, set) = await First(query, query.Unit ?? home, ct);
            return new([.. cards.OrderBy(card => first.IndexOf(card.Code) is var place and >= 0 ? place : int.MaxValue).ThenBy(card => card.Code, StringComparer.Ordinal)], units, home, caller.OwnOnly ? caller.Person : null, set);
        }

        // The employee's own scheme of the period, then the cards of the policy set that holds on its last day.
        private async Task<(List<string> Codes, string? Set)> First(Query query, UnitId? unit, CancellationToken ct)
        {
            var codes = new List<string>();
            var period = query.Period is { Length: > 0 } written ? Period.Parse(written) : null;
            if (query.Person is { } person && period is not null && (await db.Set<StaffSchemes>().Include(one => one.Schemes).SingleOrDefaultAsync(one => one.PersonId == person, ct))?.In(period) is { } own)
                codes.Add((await db.Visible<Card>().SingleAsync(card => card.Id == own.CardId, ct)).Code);
            if (unit is not { } where || await policies.InForce(where, period?.To ?? await organisation.Today(db, ct), ct) is not { } adoption) return (codes, null);
            codes.AddRange(await policies.Cards(adoption, ct));
            return (codes, (await db.Visible<PolicySet>().SingleAsync(set => set.Id == adoption.SetId, ct)).Code);
        }
    }
}
