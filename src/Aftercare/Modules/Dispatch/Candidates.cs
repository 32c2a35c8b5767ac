using Aftercare.Modules.Field.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Modules.Workforce.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;
using NodaTime.Text;

namespace Aftercare.Modules.Dispatch;

/// <summary>
/// Who could do a work order on a day: technicians ranked with reasons, and those who could not with the reason why not.
/// The dispatcher decides (R402).
/// </summary>
internal static class Candidates
{
    /// <param name="Day">A local day of the order's unit; today when left out.</param>
    [Needs("field.manage")]
    internal sealed record Query(WorkOrderId Id, LocalDate? Day = null) : IQuery<Response>;

    /// <param name="Ranked">The best first, then those who cannot, by name.</param>
    internal sealed record Response(WorkOrderCard Order, LocalDate Day, IReadOnlyList<Candidate> Ranked);

    /// <param name="Score">0 to 100: 40 for being near, 40 for having time, 20 for being free early. Comparable within one answer only.</param>
    /// <param name="Windows">Free times of the day that are long enough.</param>
    /// <param name="Km">As the crow flies from home or the visit before, estimated; null when a place is unknown.</param>
    /// <param name="WhyNot">The code of the rule against this technician, or null.</param>
    internal sealed record Candidate(
        PersonId Technician, string Name, int Score, IReadOnlyList<TimeSlot> Windows, int LoadMinutes, double? Km, string? WhyNot, IReadOnlyList<Reason> Reasons);

    /// <param name="Code">Stable: `skill`, `free`, `no-window`, `load`, `distance`, `distance-unknown`, or the code of the rule against.</param>
    /// <param name="Text">In the reader's language.</param>
    /// <param name="For">True when it speaks for the technician, false when it speaks against, null when it only informs.</param>
    internal sealed record Reason(string Code, string Text, bool? For);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/work-orders/{id:long}/candidates", Get);

    /// <summary>Who could do a work order on a day, ranked with reasons</summary>
    internal static async Task<Ok<Response>> Get(long id, Door door, CancellationToken ct, DateOnly? day = null) =>
        TypedResults.Ok(await door.Ask(new Query(new(id), day is { } date ? LocalDate.FromDateOnly(date) : null), ct));

    internal sealed class Handler(AppDb db, IField field, IWorkforce workforce, IOrganisation organisation, FitLoader fits, Nearness nearness, Texts texts) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            if (!await field.Sees(query.Id, ct)) throw Refusal.NotFound("work-order", query.Id);
            var order = await field.WorkOrder(query.Id, ct);
            var zone = (await organisation.Unit(order.Unit, ct)).Zone;
            var day = query.Day ?? db.Now.InZone(zone).Date;
            var span = new TimeSlot(zone.AtStartOfDay(day).ToInstant(), zone.AtStartOfDay(day.PlusDays(1)).ToInstant());

            var technicians = await workforce.Technicians(caller.SeesAllUnits ? [] : caller.Units, ct);
            var near = await nearness.Of(order, technicians, span, ct);
            var ranked = (await fits.Of(order, technicians, span, ct))
                .Select(fit => Judge(fit, span, near, zone, caller.Language))
                .OrderBy(candidate => candidate.WhyNot is not null).ThenByDescending(candidate => candidate.Score).ThenBy(candidate => candidate.Name, StringComparer.Ordinal).ThenBy(candidate => candidate.Technician.Value);
            return new(order, day, [.. ranked]);
        }

        private Candidate Judge(Fit fit, TimeSlot span, Nearness.Places near, DateTimeZone zone, string language)
        {
            var reasons = new List<Reason>();
            var windows = fit.FreeWindows(span, db.Now);
            var load = fit.Load(span);
            var km = near.KmTo(fit.Technician, windows.Count > 0 ? windows[0].Start : null);

            var refusal = fit.WhyNotSkill() ?? WhyNotToday(fit, span, windows);
            if (refusal is not null) reasons.Add(new(refusal.Code, texts.Of(refusal, language), false));
            if (fit.Order.RequiredSkill is { } skill && fit.Technician.Skills.Contains(skill)) reasons.Add(new("skill", texts.In(language, "dispatch.reason.skill", skill), true));
            if (windows.Count > 0) reasons.Add(new("free", texts.In(language, "dispatch.reason.free", string.Join(", ", windows.Select(window => Wall(window, zone)))), true));
            reasons.Add(new("load", texts.In(language, "dispatch.reason.load", fit.Booked.Count(slot => slot.Overlaps(span)), (int)load.TotalMinutes), null));
            reasons.Add(km is { } far ? new("distance", texts.In(language, "dispatch.reason.distance", far), null) : new("distance-unknown", texts.In(language, "dispatch.reason.distance-unknown"), null));

            return new(fit.Technician.Person, fit.Technician.Name, refusal is null ? Score(km, load, windows[0], span) : 0, windows, (int)load.TotalMinutes, km, refusal?.Code, reasons);
        }

        private static Refusal? WhyNotToday(Fit fit, TimeSlot span, IReadOnlyList<TimeSlot> windows)
        {
            if (windows.Count > 0) return null;
            if (fit.Absences.FirstOrDefault(absence => absence.Slot.Overlaps(span)) is { } away) return new("technician.absent") { Arguments = [fit.Technician.Name, away.Reason] };
            return fit.Shifts.Count == 0 ? new("technician.off-shift") { Arguments = [fit.Technician.Name] } : new Refusal("technician.no-window") { Arguments = [fit.Technician.Name] };
        }

        // Unknown distance counts as 25 km: neither the nearest nor the farthest of a city. An 8-hour day is a full load.
        private static int Score(double? km, Duration load, TimeSlot first, TimeSlot span)
        {
            var near = 40 * Math.Max(0, 1 - ((km ?? 25) / 50));
            var light = 40 * Math.Max(0, 1 - (load / Duration.FromHours(8)));
            var early = 20 * Math.Max(0, 1 - ((first.Start - span.Start) / span.Length));
            return (int)Math.Round(near + light + early);
        }

        private static string Wall(TimeSlot slot, DateTimeZone zone) =>
            $"{Time.Format(slot.Start.InZone(zone).TimeOfDay)}–{Time.Format(slot.End.InZone(zone).TimeOfDay)}";

        private static readonly LocalTimePattern Time = LocalTimePattern.CreateWithInvariantCulture("HH:mm");
    }
}
