using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Assets.Face;
using Aftercare.Modules.Customers.Face;
using Aftercare.Modules.Desk.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Modules.Quality.Face;
using Aftercare.Platform;
using Aftercare.Rules.Time;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Aftercare.Modules.Quality;

/// <summary>Complaints the caller sees: open ones by due time, or all of them by receipt.</summary>
internal static class ListComplaints
{
    [Needs("quality.read")]
    internal sealed record Query(ComplaintFilter Filter, string? After = null, [property: Range(1, 200)] int Size = 25) : IQuery<PageOf<Row>>;

    /// <param name="Clock">The promise that counts now: the next to run out, else the last to be settled.</param>
    internal sealed record Row(
        ComplaintId Id, string Number, ComplaintStatus Status, ComplaintSeverity Severity, bool MeasuresMissing, ComplaintCategory Category, ComplaintChannel Channel, string Words, CustomerId Customer, string CustomerName,
        PersonId Owner, string OwnerName, UnitId Unit, string UnitName, bool? Valid, bool EvidenceOpen, int Refusals, Instant? EscalatedAt, Instant ReceivedAt, Instant? ClosedAt, ClockLine? Clock);

    /// <param name="Left">Working time left in seconds as of now, negative when late; null once stopped.</param>
    /// <param name="CountsUntil">While it counts: when the present working hours end; null outside them.</param>
    internal sealed record ClockLine(ComplaintClockKind Kind, ClockState State, Instant DueAt, Instant? StoppedAt, long TargetSeconds, long? Left, bool IsProvisional, bool? Met, Instant? CountsUntil);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/complaints", Get);

    /// <summary>A page of complaints. Sorted by `Due`: open ones, what runs out first on top; by `Received`: the newest on top.</summary>
    internal static async Task<Ok<PageOf<Row>>> Get([AsParameters] FilterQuery filter, Door door, CancellationToken ct, string? after = null, int size = 25) =>
        TypedResults.Ok(await door.Ask(new Query(filter.ToFilter(), after, size), ct));

    internal sealed class Handler(ComplaintPages pages, ComplaintRows rows) : IHandle<Query, PageOf<Row>>
    {
        public async Task<PageOf<Row>> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var complaints = (await pages.Read(query.Filter, query.After, query.Size + 1, ct)).CutToPage(query.Size, complaint => ComplaintPages.KeyOf(complaint, query.Filter.Sort));
            return new(await rows.Of(complaints.Items, ct), complaints.Next);
        }
    }

    /// <summary>The filter as an address carries it.</summary>
    internal sealed record FilterQuery
    {
        public bool? Open { get; init; }

        public ComplaintStatus? Status { get; init; }

        public ComplaintSeverity? Severity { get; init; }

        public ComplaintCategory? Category { get; init; }

        public ComplaintChannel? Channel { get; init; }

        public bool? Valid { get; init; }

        public long? Owner { get; init; }

        public bool? Mine { get; init; }

        public bool? Overdue { get; init; }

        public bool? Escalated { get; init; }

        public long? Unit { get; init; }

        public long? Customer { get; init; }

        public long? Asset { get; init; }

        public long? Ticket { get; init; }

        public string? Q { get; init; }

        public string? From { get; init; }

        public string? To { get; init; }

        public ComplaintSort? Sort { get; init; }

        public ComplaintFilter ToFilter() => new(
            Open, Status, Severity, Category, Channel, Valid, Owner is { } owner ? new PersonId(owner) : null, Mine ?? false, Overdue ?? false, Escalated ?? false, Unit is { } unit ? new UnitId(unit) : null,
            Customer is { } customer ? new CustomerId(customer) : null, Asset is { } asset ? new AssetId(asset) : null, Ticket is { } ticket ? new TicketId(ticket) : null, Q, Day(From), Day(To),
            Sort ?? (Open is false ? ComplaintSort.Received : ComplaintSort.Due));

        private static LocalDate? Day(string? text) => NodaTime.Text.LocalDatePattern.Iso.Parse(text ?? "") is { Success: true, Value: var day } ? day : null;
    }
}

/// <summary>Makes rows of complaints: names fetched for the whole page at once, clocks computed as of now.</summary>
internal sealed class ComplaintRows(AppDb db, ComplaintBooks books, IOrganisation organisation, ICustomers customers)
{
    public async Task<IReadOnlyList<ListComplaints.Row>> Of(IReadOnlyList<Complaint> complaints, CancellationToken ct)
    {
        if (complaints.Count == 0) return [];
        var names = await organisation.Names(complaints.Select(complaint => (PersonId?)complaint.OwnerId), ct);
        var units = (await organisation.Units(ct)).ToDictionary(unit => unit.Id, unit => unit.Name);
        var owners = await customers.Customers([.. complaints.Select(complaint => complaint.CustomerId).Distinct()], ct);
        var rows = new List<ListComplaints.Row>(complaints.Count);
        foreach (var one in complaints)
            rows.Add(new(
                one.Id, one.Number, one.Status, one.Severity, one.WhyNotMoveOn()?.Code == "complaint.measures-missing", one.Category, one.Channel, one.Words, one.CustomerId,
                owners.GetValueOrDefault(one.CustomerId)?.Name ?? "", one.OwnerId, names.GetValueOrDefault(one.OwnerId) ?? "", one.UnitId, units.GetValueOrDefault(one.UnitId) ?? "", one.Valid, one.EvidenceOpen, one.Refusals,
                one.EscalatedAt, one.ReceivedAt, one.ClosedAt, Counting(await Lines(one, ct))));
        return rows;
    }

    /// <summary>Both promises of a complaint as of now.</summary>
    public async Task<IReadOnlyList<ListComplaints.ClockLine>> Lines(Complaint complaint, CancellationToken ct) => [.. (await books.Readings(complaint, ct)).Select(Line)];

    private static ListComplaints.ClockLine? Counting(IEnumerable<ListComplaints.ClockLine> lines) =>
        lines.OrderBy(line => line.StoppedAt is null ? 0 : 1).ThenBy(line => line.StoppedAt is null ? line.DueAt : Instant.MinValue).ThenByDescending(line => line.Kind).FirstOrDefault();

    private ListComplaints.ClockLine Line(ClockReading reading) => new(
        Enum.Parse<ComplaintClockKind>(reading.Clock, ignoreCase: true), reading.State, reading.Due!.Value, reading.StoppedAt, (long)reading.Target.TotalSeconds,
        reading.StoppedAt is null ? (long)reading.Remaining.TotalSeconds : null, reading.IsProvisional, reading.State switch { ClockState.Met => true, ClockState.MetLate or ClockState.Overdue => false, _ => null },
        reading.StoppedAt is null && reading.Hours.IsOpen(db.Now) ? reading.Hours.WindowsIn(db.Now, db.Now + Duration.FromDays(1)).First().To : null);
}
