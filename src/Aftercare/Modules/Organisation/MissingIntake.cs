using Aftercare.Platform;
using Aftercare.UiKit;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Organisation;

/// <summary>Work of today for whoever plans rosters: service points at which nobody is named to register requests (R302).</summary>
internal sealed class MissingIntake(UnitTrees trees, Texts texts) : IQueueSource
{
    public string Title => "organisation.intake.missing";
    public string Permission => "organisation.do";
    public int Order => 800;

    public async Task<(IReadOnlyList<QueueItem> Items, string AllHref)> Today(AppDb db, string language, CancellationToken ct)
    {
        var units = (await trees.Of(db, ct)).All;
        var seen = (await db.Visible<Unit>().Select(unit => unit.Id).ToListAsync(ct)).ToHashSet();
        var duties = (await db.All<UnitDuty>().Where(duty => duty.Kind == DutyKind.Intake).ToListAsync(ct)).ToLookup(duty => duty.UnitId);
        var missing = from unit in units
                      let today = db.Now.InZone(unit.Zone).Date
                      where seen.Contains(unit.Id) && Unit.ReceivesCustomers(unit.Kind) && unit.IsOpenOn(today) && !duties[unit.Id].Any(duty => duty.Covers(today))
                      select new QueueItem(unit.Name, texts.In(language, $"organisation.kind.{unit.Kind}"), $"/units/{unit.Id}", null, Tone.Warn);
        return ([.. missing.Take(20)], "/units");
    }
}
