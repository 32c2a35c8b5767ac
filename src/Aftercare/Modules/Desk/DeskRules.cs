using System.Collections.Concurrent;
using Aftercare.Modules.Calendars.Face;
using Aftercare.Modules.Customers.Face;
using Aftercare.Platform;
using Aftercare.Rules.Time;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Desk;

/// <summary>What a company decided about its desk, each in its order.</summary>
internal sealed record DeskBook(IReadOnlyList<SlaPolicy> Policies, IReadOnlyList<RequestType> Types, IReadOnlyList<PriorityRule> Priorities, IReadOnlyList<DeskTerms> Terms)
{
    public static async Task<DeskBook> Read(AppDb db, CancellationToken ct) => new(
        await db.All<SlaPolicy>().AsNoTracking().OrderBy(policy => policy.Order).ToListAsync(ct), await db.All<RequestType>().AsNoTracking().OrderBy(type => type.Order).ToListAsync(ct),
        await db.All<PriorityRule>().AsNoTracking().OrderBy(rule => rule.Order).ToListAsync(ct), await db.All<DeskTerms>().AsNoTracking().OrderBy(terms => terms.Edition).ToListAsync(ct));
}

/// <summary>Request types, priority table and policies, and what follows from them.</summary>
internal sealed class DeskRules(AppDb db, Kept<DeskBook> book)
{
    public async Task<IReadOnlyList<SlaPolicy>> Policies(CancellationToken ct) => (await book.Of(db, ct)).Policies;

    public async Task<IReadOnlyList<RequestType>> Types(CancellationToken ct) => (await book.Of(db, ct)).Types;

    public async Task<IReadOnlyList<PriorityRule>> Priorities(CancellationToken ct) => (await book.Of(db, ct)).Priorities;

    /// <summary>The request type, or a refusal (`request-type.not-found`) when the company does not offer it.</summary>
    public async Task<RequestType> Type(string code, CancellationToken ct) =>
        (await Types(ct)).FirstOrDefault(type => type.Code == code && type.Active) ?? throw Refusal.NotFound("request-type", code);

    /// <summary>The policy version a ticket of this type, customer class and opening time falls under, or a refusal (`policy.none`).</summary>
    public async Task<VersionRef> PolicyFor(string type, CustomerClass of, Instant openedAt, CancellationToken ct)
    {
        foreach (var policy in (await Policies(ct)).Where(policy => policy.Active && policy.Covers(type)))
            if ((policy.At(openedAt) ?? policy.Versions.MinBy(version => version.EffectiveAt)) is { } version)
                return new(PolicyName.Of(policy.Code, PolicyDefinition.FromJson(version.Definition), of), version.Version);
        throw new Refusal("policy.none") { Arguments = [type] };
    }

    /// <summary>The version of the same policy that is in force at a time; null when none is or it names one that came later.</summary>
    public async Task<VersionRef?> InForce(VersionRef key, Instant at, CancellationToken ct) =>
        (await Policies(ct)).First(policy => policy.Code == PolicyName.CodeOf(key.Id)).At(at) is { } version && version.Version > key.Version ? key with { Version = version.Version } : null;

    /// <summary>The version a ticket names, as it was written.</summary>
    public async Task<(SlaPolicy Policy, PolicyDefinition Definition)> Definition(VersionRef key, CancellationToken ct)
    {
        var policy = (await Policies(ct)).FirstOrDefault(IsIt)
            // Published, and the ticket moved to it, since this session looked at what it keeps.
            ?? (await db.All<SlaPolicy>().AsNoTracking().ToListAsync(ct)).First(IsIt);
        return (policy, PolicyDefinition.FromJson(policy.Versions.Single(version => version.Version == key.Version).Definition));

        bool IsIt(SlaPolicy policy) => policy.Code == PolicyName.CodeOf(key.Id) && policy.Versions.Any(version => version.Version == key.Version);
    }
}

/// <summary>How a ticket names its policy: the code, and after a colon the customer class when the policy has targets for it.</summary>
internal static class PolicyName
{
    public static string Of(string code, PolicyDefinition definition, CustomerClass of) => definition.Targets.Any(target => target.Class == of) ? $"{code}:{of}" : code;

    public static string CodeOf(string name) => name.Split(':')[0];

    public static CustomerClass? ClassOf(string name) => name.Split(':') is [_, var of] ? Enum.Parse<CustomerClass>(of) : null;
}

/// <summary>
/// Books of policy and calendar versions, kept between commands: the index of working time is costly. One shelf belongs to
/// one state of what the company decided (<see cref="Kept{T}"/>), so that a version which was rolled back is not remembered
/// when another one takes its number.
/// </summary>
internal sealed class ClockBooks
{
    private const int Most = 2000;
    private readonly ConcurrentDictionary<string, ClockBook> _books = [];
    private readonly ConcurrentDictionary<VersionRef, WorkingTime> _hours = [];

    /// <summary>The book of these versions.</summary>
    public async Task<ClockBook> Of(DeskRules rules, ICalendars calendars, IReadOnlyList<VersionRef> policies, IReadOnlyList<VersionRef> hours, CancellationToken ct)
    {
        var key = $"{string.Join(',', policies)}|{string.Join(',', hours)}";
        if (_books.TryGetValue(key, out var known)) return known;
        var pages = new List<ClockPolicy>();
        foreach (var policy in policies)
        {
            var (written, definition) = await rules.Definition(policy, ct);
            pages.Add(definition.ToClockPolicy(policy, written.Chinese, PolicyName.ClassOf(policy.Id)));
        }
        var times = new List<WorkingTime>();
        foreach (var version in hours) times.Add(await Hours(version, calendars, ct));
        if (_books.Count > Most) _books.Clear();
        return _books[key] = new(pages, times);
    }

    /// <summary>The working time of a calendar version.</summary>
    public async Task<WorkingTime> Hours(VersionRef version, ICalendars calendars, CancellationToken ct)
    {
        if (_hours.TryGetValue(version, out var known)) return known;
        var hours = new WorkingTime(await calendars.Version(version.Id, version.Version, ct));
        if (_hours.Count > Most) _hours.Clear();
        return _hours[version] = hours;
    }

    /// <summary>The working time of targets that count around the clock.</summary>
    public static WorkingTime AlwaysOpen { get; } = new(WorkCalendar.AlwaysOpen("UTC"));
}
