using System.Globalization;
using Aftercare.Platform;
using NodaTime;

namespace Aftercare.Modules.Workforce.Face;

/// <summary>Somebody's work as a technician; the person keeps their own <see cref="PersonId"/>.</summary>
public readonly record struct TechnicianId(long Value) : IId<TechnicianId>
{
    public static TechnicianId Of(long value) => new(value);
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A technician (技师) as dispatchers see them.</summary>
/// <param name="Skills">Those valid today: an expired qualification is not among them (R112).</param>
/// <param name="HomeLatitude">WGS-84 degrees where the day starts, or null.</param>
public sealed record TechnicianCard(PersonId Person, string Name, UnitId Unit, IReadOnlySet<string> Skills, double? HomeLatitude, double? HomeLongitude);

/// <summary>A half-open span of time: two that only touch do not overlap.</summary>
public readonly record struct TimeSlot(Instant Start, Instant End)
{
    public bool Overlaps(TimeSlot other) => Start < other.End && other.Start < End;

    public Duration Length => End - Start;
}

/// <summary>Why somebody is not there: leave, training, sick.</summary>
public sealed record Absence(PersonId Person, TimeSlot Slot, string Reason);

/// <summary>What modules below may ask about technicians.</summary>
public interface IWorkforce
{
    /// <summary>The technician, or a refusal (`technician.not-found`).</summary>
    Task<TechnicianCard> Technician(PersonId person, CancellationToken ct);

    /// <summary>Technicians of these units; all of the company's when empty.</summary>
    Task<IReadOnlyList<TechnicianCard>> Technicians(IReadOnlyCollection<UnitId> units, CancellationToken ct);

    /// <summary>When these people are away in the span, in one query.</summary>
    Task<IReadOnlyList<Absence>> Absences(IReadOnlyCollection<PersonId> people, TimeSlot span, CancellationToken ct);

    /// <summary>
    /// When these people can be sent in the span, in order: their shifts, and on days on which a person has no shift at
    /// all the open hours of the unit's calendar.
    /// </summary>
    Task<IReadOnlyDictionary<PersonId, IReadOnlyList<TimeSlot>>> Shifts(IReadOnlyCollection<PersonId> people, TimeSlot span, CancellationToken ct);
}
