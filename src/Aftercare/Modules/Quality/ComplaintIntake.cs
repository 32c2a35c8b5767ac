using System.Buffers.Text;
using System.Security.Cryptography;
using Aftercare.Modules.Assets.Face;
using Aftercare.Modules.Calendars.Face;
using Aftercare.Modules.Customers.Face;
using Aftercare.Modules.Desk.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Modules.Quality.Face;
using Aftercare.Platform;
using NodaTime;

namespace Aftercare.Modules.Quality;

/// <summary>What is known of a complaint when it comes in.</summary>
internal sealed record NewComplaint
{
    public required UnitId Unit { get; init; }
    public required PersonId Owner { get; init; }
    public required ComplaintChannel Channel { get; init; }
    public required CustomerCard Customer { get; init; }
    public ContactId? Contact { get; init; }
    public string? CallerName { get; init; }
    public string? CallerPhone { get; init; }
    public TicketCard? Ticket { get; init; }
    public AssetId? Asset { get; init; }
    public PersonId? About { get; init; }
    public required string Words { get; init; }
    public required ComplaintCategory Category { get; init; }
    public ComplaintSeverity Severity { get; init; }
    public IReadOnlyList<FileId> Evidence { get; init; } = [];
    public required Instant ReceivedAt { get; init; }
}

/// <summary>Takes in complaints for every way in: console, API, portal. Saves nothing.</summary>
internal sealed class ComplaintIntake(AppDb db, Numbers numbers, ComplaintBooks books, IOrganisation organisation, ICalendars calendars, IAssets assets, IFiles files)
{
    private const string Series = "CP";

    /// <summary>The record kind of a complaint's files.</summary>
    public const string FileKind = "complaint";

    /// <exception cref="Refusal">`complaint.time-ahead`; `asset.not-found`.</exception>
    public async Task<Complaint> Open(NewComplaint what, CancellationToken ct)
    {
        if (what.ReceivedAt > db.Now) throw Refusal.Invalid("complaint.time-ahead", "ReceivedAt");
        var zone = (await organisation.Unit(what.Unit, ct)).Zone;
        var (policy, calendar) = (await books.PolicyOn(what.Unit, ct), await calendars.Of(what.Unit, ct));
        var asset = (what.Asset ?? what.Ticket?.Asset) is { } id ? await assets.Asset(id, ct) : null;
        var complaint = new Complaint
        {
            Id = db.NewId<ComplaintId>(), Number = await numbers.Next(db, Series, what.ReceivedAt.InZone(zone).Date, ct), UnitId = what.Unit, Channel = what.Channel, CustomerId = what.Customer.Id,
            ContactId = what.Contact, CallerName = OrNull(what.CallerName), CallerPhone = OrNull(what.CallerPhone), TicketId = what.Ticket?.Id, AssetId = asset?.Id, Words = what.Words.Trim(), Category = what.Category,
            OwnerId = what.Owner, ReceivedAt = what.ReceivedAt.ToMicroseconds(), EnteredAt = db.Now, PolicyEdition = policy.Edition, Calendar = calendar.Key.Id, CalendarVersion = calendar.Key.Version,
            FollowKey = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16)), FoundBy = string.Join(' ', what.Customer.Name, what.Customer.Phone, asset?.SerialNumber, what.Ticket?.Number).Cut(500),
        };
        // A visitor of the portal has no name but the one they gave.
        var act = Act.Of(db, complaint.ReceivedAt);
        complaint.Receive(what.Evidence.Count > 0, what.Severity, what.About, db.Caller.Kind is CallerKind.Anonymous && complaint.CallerName is { } name ? act with { Who = name } : act);
        db.Add(complaint);
        await files.Attach(db, what.Evidence, FileKind, complaint.Key, ct);
        await books.Reckon(complaint, ct);
        db.Announce(new ComplaintReceived(complaint.Id, complaint.ReceivedAt));
        if (complaint.Severity is ComplaintSeverity.Major) db.Announce(new ComplaintMajor(complaint.Id, db.Now));
        return complaint;
    }

    private static string? OrNull(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
