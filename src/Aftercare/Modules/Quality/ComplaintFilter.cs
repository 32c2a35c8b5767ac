using Aftercare.Modules.Assets.Face;
using Aftercare.Modules.Customers.Face;
using Aftercare.Modules.Desk.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Quality;

/// <summary>The order of a list of complaints.</summary>
internal enum ComplaintSort
{
    /// <summary>Open complaints, what runs out first on top.</summary>
    Due,

    /// <summary>The newest on top.</summary>
    Received,
}

/// <summary>Which complaints a list or an export shows.</summary>
/// <param name="Open">Open ones, closed ones, or both when left out; sorted by due time only open ones.</param>
/// <param name="Valid">Found to be right, or not.</param>
/// <param name="Mine">Those the caller owns.</param>
/// <param name="Overdue">A promise nobody kept is past its due time.</param>
/// <param name="Escalated">Taken up by leadership.</param>
/// <param name="Unit">This unit and everything below it.</param>
/// <param name="Q">A complaint or ticket number, a phone number, a serial number, or a part of a customer's name.</param>
/// <param name="From">Received on this day or later, in the reader's zone.</param>
/// <param name="To">Received on this day or earlier.</param>
internal sealed record ComplaintFilter(
    bool? Open = null, ComplaintStatus? Status = null, ComplaintSeverity? Severity = null, ComplaintCategory? Category = null, ComplaintChannel? Channel = null, bool? Valid = null, PersonId? Owner = null,
    bool Mine = false, bool Overdue = false, bool Escalated = false, UnitId? Unit = null, CustomerId? Customer = null, AssetId? Asset = null, TicketId? Ticket = null, string? Q = null, LocalDate? From = null,
    LocalDate? To = null, ComplaintSort Sort = ComplaintSort.Due);

/// <summary>Reads pages of complaints by key, with what their clocks are made of.</summary>
internal sealed class ComplaintPages(AppDb db, IOrganisation organisation, ICustomers customers, IAssets assets, IDesk desk)
{
    /// <summary>The rows after a key in the filter's order, at most <paramref name="most"/>.</summary>
    public async Task<List<Complaint>> Read(ComplaintFilter filter, string? after, int most, CancellationToken ct)
    {
        var complaints = await Matching(filter, db.Visible<Complaint>(), ct);
        if (PageKey.Parse(after) is { } key)
        {
            var (at, id) = (key.At, new Face.ComplaintId(key.Id));
            complaints = filter.Sort is ComplaintSort.Due
                ? complaints.Where(complaint => complaint.NextDueAt > at || (complaint.NextDueAt == at && complaint.Id > id))
                : complaints.Where(complaint => complaint.ReceivedAt < at || (complaint.ReceivedAt == at && complaint.Id < id));
        }
        complaints = filter.Sort is ComplaintSort.Due
            ? complaints.OrderBy(complaint => complaint.NextDueAt).ThenBy(complaint => complaint.Id)
            : complaints.OrderByDescending(complaint => complaint.ReceivedAt).ThenByDescending(complaint => complaint.Id);
        return await complaints.Take(most).Include(complaint => complaint.Steps).AsSplitQuery().ToListAsync(ct);
    }

    public static PageKey KeyOf(Complaint complaint, ComplaintSort sort) => new(sort is ComplaintSort.Due ? complaint.NextDueAt : complaint.ReceivedAt, complaint.Key);

    private async Task<IQueryable<Complaint>> Matching(ComplaintFilter filter, IQueryable<Complaint> complaints, CancellationToken ct)
    {
        var (person, now) = (db.Caller.Person ?? default, db.Now);
        if (filter.Sort is ComplaintSort.Due || filter.Overdue || filter.Open is true) complaints = complaints.Where(complaint => complaint.NextDueAt <= Complaint.Never);
        if (filter.Open is false) complaints = complaints.Where(complaint => complaint.NextDueAt == Complaint.Ended);
        if (filter.Overdue) complaints = complaints.Where(complaint => complaint.NextDueAt < now);
        if (filter.Status is { } status) complaints = complaints.Where(complaint => complaint.Status == status);
        if (filter.Severity is { } severity) complaints = complaints.Where(complaint => complaint.Severity == severity);
        if (filter.Category is { } category) complaints = complaints.Where(complaint => complaint.Category == category);
        if (filter.Channel is { } channel) complaints = complaints.Where(complaint => complaint.Channel == channel);
        if (filter.Valid is { } valid) complaints = complaints.Where(complaint => complaint.Valid == valid);
        if (filter.Owner is { } owner) complaints = complaints.Where(complaint => complaint.OwnerId == owner);
        if (filter.Mine) complaints = complaints.Where(complaint => complaint.OwnerId == person);
        if (filter.Escalated) complaints = complaints.Where(complaint => complaint.EscalatedAt != null);
        if (filter.Customer is { } customer) complaints = complaints.Where(complaint => complaint.CustomerId == customer);
        if (filter.Asset is { } asset) complaints = complaints.Where(complaint => complaint.AssetId == asset);
        if (filter.Ticket is { } ticket) complaints = complaints.Where(complaint => complaint.TicketId == ticket);
        if (filter.Unit is { } top)
        {
            List<UnitId> below = [.. await organisation.Below(top, ct)];
            complaints = complaints.Where(complaint => below.Contains(complaint.UnitId));
        }
        if (filter.From is { } first && await Midnight(first, ct) is var from) complaints = complaints.Where(complaint => complaint.ReceivedAt >= from);
        if (filter.To is { } last && await Midnight(last.PlusDays(1), ct) is var to) complaints = complaints.Where(complaint => complaint.ReceivedAt < to);
        return filter.Q?.Trim() is { Length: > 0 } q ? await Saying(complaints, q, ct) : complaints;
    }

    /// <summary>What people type into a search box is a number, a phone, a serial or a name: each is looked up where it is indexed.</summary>
    private async Task<IQueryable<Complaint>> Saying(IQueryable<Complaint> complaints, string q, CancellationToken ct)
    {
        var (asset, ticket) = ((await assets.BySerial(q, ct))?.Id, (await desk.ByNumber(q, ct))?.Id);
        var named = await customers.Cards.Where(card => card.Name.Contains(q)).Select(card => card.Id).Take(100).ToListAsync(ct);
        if ((await customers.ByPhone(q, ct))?.Customer.Id is { } one) named.Add(one);
        var number = q.ToUpperInvariant();
        return complaints.Where(complaint => complaint.Number == number || complaint.CallerPhone == q || (asset != null && complaint.AssetId == asset) || (ticket != null && complaint.TicketId == ticket) || named.Contains(complaint.CustomerId));
    }

    /// <summary>When a day begins at the caller's unit, or at the head of the company for callers without one.</summary>
    private async Task<Instant> Midnight(LocalDate day, CancellationToken ct) => day.AtStartOfDayInZone(await organisation.ZoneOf(db.Caller.HomeUnit, ct)).ToInstant();
}
