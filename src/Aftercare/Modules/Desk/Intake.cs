using System.Buffers.Text;
using System.Security.Cryptography;
using Aftercare.Modules.Assets.Face;
using Aftercare.Modules.Calendars.Face;
using Aftercare.Modules.Customers.Face;
using Aftercare.Modules.Desk.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Aftercare.Rules.Time;
using NodaTime;

namespace Aftercare.Modules.Desk;

/// <summary>What is known of a request when it comes in.</summary>
internal sealed record NewTicket
{
    public required UnitId Unit { get; init; }

    /// <summary>Null for the unit's intake person.</summary>
    public PersonId? Handler { get; init; }

    public required Channel Channel { get; init; }
    public required string Type { get; init; }
    public required CustomerCard Customer { get; init; }
    public ContactId? Contact { get; init; }
    public string? CallerName { get; init; }
    public string? CallerPhone { get; init; }
    public SiteId? Site { get; init; }
    public AssetId? Asset { get; init; }
    public string? ProductText { get; init; }
    public bool ProductOpen { get; init; }
    public required string Fault { get; init; }
    public string? Nature { get; init; }
    public string? Symptom { get; init; }
    public string? RequestedService { get; init; }
    public Priority? Priority { get; init; }
    public string? PriorityReason { get; init; }
    public required Instant OpenedAt { get; init; }
    public string? Source { get; init; }
    public string? ExternalId { get; init; }

    /// <summary>Of those that were taken for a chunk beforehand; null to take the next one now.</summary>
    public string? Number { get; init; }
}

/// <summary>Opens tickets for every way in: console, portal, API, import. Saves nothing.</summary>
internal sealed class Intake(AppDb db, Numbers numbers, DeskRules rules, IOrganisation organisation, IAssets assets, ICalendars calendars, Repeats repeats)
{
    private const string Series = "SR";

    private readonly Dictionary<UnitId, (PersonId? Intake, WorkCalendar Calendar, DateTimeZone Zone)> _units = [];

    /// <summary>A ticket with its opening fact, a named handler and a derived priority, and what the customer is told at once (R302, R304, R306).</summary>
    /// <exception cref="Refusal">`ticket.product-missing`, `ticket.time-ahead`, `intake.nobody-on-roster`, `request-type.not-found`, `policy.none`.</exception>
    public async Task<(Ticket Ticket, string Advice)> Open(NewTicket what, Act act, CancellationToken ct)
    {
        if (what.Asset is null && !what.ProductOpen && string.IsNullOrWhiteSpace(what.ProductText)) throw Refusal.Invalid("ticket.product-missing", "Asset");
        if (what.OpenedAt > db.Now) throw Refusal.Invalid("ticket.time-ahead", "OpenedAt");
        var (intake, calendar, zone) = await UnitOf(what.Unit, ct);
        if (intake is null) throw new Refusal("intake.nobody-on-roster");
        var type = await rules.Type(what.Type, ct);
        var rule = PriorityRule.Decide(await rules.Priorities(ct), what.Fault, OrNull(what.Nature), type.Code, what.Customer.Class);
        var policy = await rules.PolicyFor(type.Code, what.Customer.Class, what.OpenedAt, ct);
        var asset = what.Asset is { } id ? await assets.Asset(id, ct) : null;

        var ticket = new Ticket
        {
            Id = db.NewId<TicketId>(), Number = what.Number ?? await numbers.Next(db, Series, what.OpenedAt.InZone(zone).Date, ct), UnitId = what.Unit, Channel = what.Channel, Type = type.Code,
            CustomerId = what.Customer.Id, ContactId = what.Contact, CallerName = OrNull(what.CallerName), CallerPhone = OrNull(what.CallerPhone), SiteId = what.Site ?? asset?.Site, AssetId = what.Asset,
            ProductText = OrNull(what.ProductText), ProductOpen = what.ProductOpen, Fault = what.Fault, Nature = OrNull(what.Nature), Symptom = OrNull(what.Symptom), RequestedService = OrNull(what.RequestedService),
            Priority = what.Priority ?? rule?.Priority ?? Priority.P3, PriorityRule = what.Priority is null || what.Priority == rule?.Priority ? rule?.Code : null,
            PriorityReason = what.PriorityReason, HandlerId = what.Handler ?? intake.Value, OpenedAt = what.OpenedAt.ToMicroseconds(), EnteredAt = db.Now, Source = what.Source,
            ExternalId = what.ExternalId, FollowKey = what.Source is null ? Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16)) : null, FoundBy = FoundBy(what.Customer, asset),
        };
        ticket.Open(policy, calendar.Key, act with { At = ticket.OpenedAt });
        db.Add(ticket);
        if (what.Source is null)
        {
            if (type.Emergency) await Emergencies.Begin(db, ticket, ct);
            await repeats.Detect(ticket, ct);
        }
        var language = db.Caller.Language;
        return (ticket, rule?.AdviceIn(language) ?? type.AdviceIn(language));
    }

    /// <summary>Numbers for tickets of these units and opening times, in their order, taken at once.</summary>
    public async Task<IReadOnlyList<string>> Numbers(IReadOnlyList<(UnitId Unit, Instant OpenedAt)> tickets, CancellationToken ct)
    {
        var dates = new List<LocalDate>(tickets.Count);
        foreach (var (unit, openedAt) in tickets) dates.Add(openedAt.InZone((await UnitOf(unit, ct)).Zone).Date);
        return await numbers.Next(db, Series, dates, ct);
    }

    /// <summary>Tells the modules below; not for a case of another system's past.</summary>
    public void Announce(Ticket ticket) => db.Announce(new TicketOpened(ticket.Id, ticket.Number, ticket.UnitId, ticket.CustomerId, ticket.Priority, ticket.OpenedAt));

    private async Task<(PersonId? Intake, WorkCalendar Calendar, DateTimeZone Zone)> UnitOf(UnitId unit, CancellationToken ct) => _units.TryGetValue(unit, out var known)
        ? known
        : _units[unit] = (await organisation.IntakePerson(unit, ct), await calendars.Of(unit, ct), (await organisation.Unit(unit, ct)).Zone);

    private static string? OrNull(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static string FoundBy(CustomerCard customer, AssetCard? asset)
    {
        var words = string.Join(' ', customer.Name, customer.Phone, asset?.SerialNumber, asset?.ModelName);
        return words.Length <= 500 ? words : words[..500];
    }
}
