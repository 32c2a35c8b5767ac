using Aftercare.Modules.Customers.Face;
using Aftercare.Modules.Field.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Modules.Workforce.Face;
using Aftercare.Platform;
using NodaTime;

namespace Aftercare.Modules.Dispatch;

/// <summary>What a technician may take from the pool (B20): orders of the own unit, within the skills, near enough, and only so many a day.</summary>
internal sealed class PoolRule(AppDb db, IField field, IWorkforce workforce, IOrganisation organisation, ICustomers customers)
{
    /// <param name="Km">As the crow flies from where the day starts; null when a place is unknown.</param>
    internal sealed record Offer(WorkOrderCard Order, double? Km, SiteCard? Site);

    /// <summary>The technician asking, or a refusal; and the policy of the day.</summary>
    public async Task<(TechnicianCard Technician, DateTimeZone Zone, DispatchPolicy Policy)> Asker(Caller caller, CancellationToken ct)
    {
        var technician = await workforce.Technician(caller.RequirePerson(), ct);
        var zone = (await organisation.Unit(technician.Unit, ct)).Zone;
        return (technician, zone, await DispatchPolicy.On(db, db.Now.InZone(zone).Date, ct));
    }

    /// <summary>Those a technician may take, the most urgent first.</summary>
    public async Task<IReadOnlyList<Offer>> Offers(TechnicianCard technician, DispatchPolicy policy, CancellationToken ct)
    {
        if (policy.PoolPerDay == 0) return [];
        var waiting = await field.ToPlan([technician.Unit], ct);
        var sites = await customers.Sites([.. waiting.Select(order => order.Site).OfType<SiteId>().Distinct()], ct);
        return [.. waiting.Select(order => Judge(technician, order, order.Site is { } site ? sites.GetValueOrDefault(site) : null)).Where(offer => WhyNot(technician, policy, offer) is null)];
    }

    /// <summary>One order as this technician would take it.</summary>
    public async Task<Offer> OfferOf(TechnicianCard technician, WorkOrderCard order, CancellationToken ct) =>
        Judge(technician, order, order.Site is { } site ? await customers.Site(site, ct) : null);

    /// <summary>The reason this technician may not take it, whatever the time; an order whose place nobody knows counts as near.</summary>
    public static Refusal? WhyNot(TechnicianCard technician, DispatchPolicy policy, Offer offer)
    {
        if (policy.PoolPerDay == 0) return new("pool.closed");
        if (offer.Order.RequiredSkill is { } skill && !technician.Skills.Contains(skill)) return new("technician.unskilled") { Arguments = [technician.Name, skill] };
        return offer.Km > policy.PoolKm ? new("pool.too-far") { Arguments = [offer.Km, policy.PoolKm] } : null;
    }

    /// <summary>How many of the technician's visits in the span they took themselves.</summary>
    public async Task<int> Taken(PersonId technician, TimeSlot span, CancellationToken ct) =>
        (await field.Planned([technician], span, ct)).Count(order => order.BookedBy == technician && order.Slot is { } slot && slot.Start >= span.Start && slot.Start < span.End);

    private static Offer Judge(TechnicianCard technician, WorkOrderCard order, SiteCard? site) =>
        new(order, Point.Of(technician.HomeLatitude, technician.HomeLongitude) is { } home && Point.Of(site?.Latitude, site?.Longitude) is { } place ? Math.Round(home.KmTo(place), 1) : null, site);
}
