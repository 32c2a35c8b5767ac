using Aftercare.Modules.Organisation.Face;
using Aftercare.Modules.Performance.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Performance;

/// <summary>What the scorecard page offers: the cards, and the units whose figures the caller may see; to whoever works in the field, the own figures.</summary>
internal static class ChooseScorecard
{
    [Needs("performance.read")]
    internal sealed record Query : IQuery<Response>;

    /// <param name="Home">The unit shown first: the caller's own, else the top.</param>
    /// <param name="Own">Set for a caller who sees only the own figures: show this person's.</param>
    internal sealed record Response(IReadOnlyList<CardChoice> Cards, IReadOnlyList<UnitChoice> Units, UnitId? Home, PersonId? Own);

    internal sealed record CardChoice(CardId Id, string NameZh, string NameEn);

    internal sealed record UnitChoice(UnitId Id, string Name);

    internal sealed class Handler(AppDb db, IOrganisation organisation) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var cards = await db.Visible<Card>().OrderBy(card => card.Code).Select(card => new CardChoice(card.Id, card.NameZh, card.NameEn)).ToListAsync(ct);
            var units = (await organisation.Units(ct)).Where(unit => caller.OwnOnly ? unit.Id == caller.HomeUnit : caller.SeesAllUnits || caller.Units.Contains(unit.Id)).Select(unit => new UnitChoice(unit.Id, unit.Name)).ToList();
            return new(cards, units, units.Find(unit => unit.Id == caller.HomeUnit)?.Id ?? units.FirstOrDefault()?.Id, caller.OwnOnly ? caller.Person : null);
        }
    }
}
