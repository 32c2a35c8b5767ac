using Aftercare.Modules.Customers.Face;
using Aftercare.Modules.Field.Face;
using Aftercare.Modules.Workforce.Face;
using Aftercare.Platform;
using NodaTime;

namespace Aftercare.Modules.Dispatch;

/// <summary>How far technicians would have to go: from the visit before, or from home. Estimated: as the crow flies.</summary>
internal sealed class Nearness(IField field, ICustomers customers)
{
    public async Task<Places> Of(WorkOrderCard order, IReadOnlyList<TechnicianCard> technicians, TimeSlot span, CancellationToken ct)
    {
        var planned = await field.Planned([.. technicians.Select(technician => technician.Person)], span, ct);
        var sites = (await customers.Sites([.. planned.Append(order).Select(card => card.Site).OfType<SiteId>().Distinct()], ct)).ToDictionary(pair => pair.Key, pair => Point.Of(pair.Value.Latitude, pair.Value.Longitude));
        return new(order.Site is { } target ? sites.GetValueOrDefault(target) : null, planned.Where(card => card.Id != order.Id).ToLookup(card => card.Technician!.Value), sites);
    }

    /// <summary>Where the order is, and where everybody will be.</summary>
    internal sealed record Places(Point? Target, ILookup<PersonId, WorkOrderCard> Planned, IReadOnlyDictionary<SiteId, Point?> Sites)
    {
        /// <summary>Kilometres with one decimal to the order, for somebody free from <paramref name="from"/> on; null when a place is unknown.</summary>
        public double? KmTo(TechnicianCard technician, Instant? from)
        {
            var before = Planned[technician.Person].Where(card => from is null || card.Slot!.Value.End <= from).MaxBy(card => card.Slot!.Value.End);
            var start = before?.Site is { } site ? Sites.GetValueOrDefault(site) : Point.Of(technician.HomeLatitude, technician.HomeLongitude);
            return start is { } here && Target is { } there ? Math.Round(here.KmTo(there), 1) : null;
        }
    }
}
