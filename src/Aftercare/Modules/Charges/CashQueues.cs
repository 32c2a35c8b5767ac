using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Aftercare.UiKit;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Charges;

/// <summary>Cash that waits to be handed in: one's own, and for cashiers everybody's of the unit, the longest open first.</summary>
internal sealed class OpenCashQueue(IOrganisation organisation, Texts texts) : IQueueSource
{
    private static readonly Duration Late = Duration.FromDays(1);

    public string Title => "charges.queue.cash";

    public string Permission => "charges.do";

    public int Order => 70;

    public async Task<(IReadOnlyList<QueueItem> Items, string AllHref)> Today(AppDb db, string language, CancellationToken ct)
    {
        var boxes = await db.Visible<CashBox>().Where(box => box.Balance > 0).OrderBy(box => box.Since).Take(20).ToListAsync(ct);
        var names = await organisation.Names(boxes.Select(box => (PersonId?)box.PersonId), ct);
        return ([.. boxes.Select(box => new QueueItem(
            names.GetValueOrDefault(box.PersonId) ?? "", texts.In(language, "charges.queue.cash-open", ChargeTones.Money(Yuan.Of(box.Balance))), $"/charges/cash/{box.Id}", null,
            box.Since < db.Now - Late ? Tone.Warn : Tone.Info))], "/charges/cash");
    }
}

/// <summary>Hand-ins that did not balance and that no manager has seen.</summary>
internal sealed class CashDifferencesQueue(IOrganisation organisation) : IQueueSource
{
    public string Title => "charges.queue.differences";

    public string Permission => "charges.approve";

    public int Order => 71;

    public async Task<(IReadOnlyList<QueueItem> Items, string AllHref)> Today(AppDb db, string language, CancellationToken ct)
    {
        var unseen = await db.Visible<HandIn>().Where(one => one.Difference != 0 && one.SeenAt == null).OrderBy(one => one.At).Take(20).ToListAsync(ct);
        var names = await organisation.Names(unseen.Select(one => (PersonId?)one.PersonId), ct);
        return ([.. unseen.Select(one => new QueueItem(
            $"{names.GetValueOrDefault(one.PersonId)} {ChargeTones.Money(Yuan.Of(one.Difference))}", one.Reason ?? "", "/charges/cash/hand-ins?unseen=true", null,
            Tone.Warn))], "/charges/cash/hand-ins?unseen=true");
    }
}
