using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using NodaTime;

namespace Aftercare.Platform;

/// <summary>What goes into the books with every command: owner, version, audit entry, deliveries, timers, measures, search tokens.</summary>
public sealed class Recorder(IdBlocks ids, SliceRegistry slices, AuditKey auditKey, ISearchIndex search)
{
    internal IdBlocks Ids => ids;

    internal void Announce<TFact>(AppDb db, TFact fact) where TFact : IFact
    {
        var name = SliceRegistry.FactName(typeof(TFact));
        var payload = JsonSerializer.Serialize(fact, PlatformJson.Options);
        foreach (var subscriber in slices.SubscribersOf(typeof(TFact)))
        {
            db.Add(new OutboxDelivery
            {
                CompanyId = db.CompanyScope, Subscriber = subscriber.Name, Fact = name, About = fact.About,
                Payload = payload, At = db.Command.At, DueAt = db.Command.At,
            });
        }
        db.Command.Announced.Add(new(name, fact.About, db.CompanyScope));
    }

    internal static async Task SetTimer(AppDb db, string kind, long record, Instant due, CancellationToken ct)
    {
        var timer = await Timer(db, kind, record, ct) ?? (db.NewTimers[(kind, record)] = db.Add(new TimerRow { Kind = kind, RecordId = record, CompanyId = db.CompanyScope }).Entity);
        // Taken back by the same command before.
        if (db.Entry(timer) is { State: EntityState.Deleted } removed) removed.State = EntityState.Modified;
        (timer.DueAt, timer.State, timer.Attempts, timer.LeaseOwner, timer.LeaseUntil, timer.Error) = (due, DeliveryState.Waiting, 0, null, null, null);
    }

    internal static async Task ClearTimer(AppDb db, string kind, long record, CancellationToken ct)
    {
        if (await Timer(db, kind, record, ct) is not { } timer) return;
        db.NewTimers.Remove((kind, record));
        db.Remove(timer);
    }

    // Nothing waits for a record that this command makes, but what the command itself set: no need to ask the database.
    private static async ValueTask<TimerRow?> Timer(AppDb db, string kind, long record, CancellationToken ct) =>
        db.IsNew(record) ? db.NewTimers.GetValueOrDefault((kind, record)) : await db.Set<TimerRow>().FindAsync([kind, record], ct);

    internal void Count(AppDb db, Measure measure) => db.Add(new MeasureRow
    {
        Id = ids.Next(), Name = measure.Name, Date = measure.Date, PersonId = measure.Person ?? default, UnitId = measure.Unit, Type = measure.Type,
        Count = measure.Count, Sum = measure.Sum, SourceId = measure.Source, At = db.Command.At,
    });

    /// <summary>Before the rows are written: stamps the company, bumps versions, adds one audit entry per changed root.</summary>
    /// <returns>What the searchable roots among them are found by from now on; and a new stamp when something decided changed.</returns>
    internal (List<SearchEntry> Searchable, long? Decided) Prepare(AppDb db)
    {
        var command = db.Command;
        var changed = db.ChangeTracker.Entries().Where(entry => entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted).ToList();
        foreach (var entry in changed)
            if (entry.Entity is Record record) Stamp(db, record, entry);

        var byRoot = new Dictionary<long, List<EntityEntry>>();
        foreach (var entry in changed)
            if (RootKeyOf(entry.Entity) is { } key) (byRoot.TryGetValue(key, out var list) ? list : byRoot[key] = []).Add(entry);
        if (byRoot.Count == 0) return ([], null);

        var roots = db.ChangeTracker.Entries<Root>().Where(entry => byRoot.ContainsKey(entry.Entity.Key)).ToDictionary(entry => entry.Entity.Key);
        var (searchable, decided) = (new List<SearchEntry>(), false);
        foreach (var (key, entries) in byRoot)
        {
            if (!roots.TryGetValue(key, out var root))
                throw new InvalidOperationException($"{entries[0].Metadata.DisplayName()} changed without its root {key}: load the root in the same command.");
            root.Property(nameof(Root.Version)).CurrentValue = root.Entity.Version + 1;
            decided |= root.Entity is IDecided;
            db.Add(Entry(db, command, root, entries));
            command.Announced.Add(Announcement.Changed(key, db.CompanyScope));
            if (root.Entity is ISearchable document) searchable.Add(new(key, root.State is EntityState.Deleted ? null : document.ToSearchText()));
        }
        return (searchable, decided ? ids.Next() : null);
    }

    internal Task Index(AppDb db, List<SearchEntry> documents, CancellationToken ct) =>
        documents.Count == 0 ? Task.CompletedTask : search.Write(db, documents, ct);

    private static void Stamp(AppDb db, Record record, EntityEntry entry)
    {
        if (entry.State is EntityState.Added && record.CompanyId == default) record.CompanyId = db.CompanyScope;
        if (record.CompanyId != db.CompanyScope)
            throw new InvalidOperationException($"{entry.Metadata.DisplayName()} belongs to company {record.CompanyId}, the command to {db.CompanyScope}.");
    }

    private static long? RootKeyOf(object entity) => entity switch { Root root => root.Key, IPart part => part.RootKey, _ => null };

    private AuditEntry Entry(AppDb db, RunningCommand command, EntityEntry<Root> root, List<EntityEntry> entries)
    {
        var payload = AuditPayload.Of(entries);
        var salt = RandomNumberGenerator.GetBytes(16);
        var audit = new AuditEntry
        {
            Id = ids.Next(), CompanyId = db.CompanyScope, RecordKind = root.Metadata.GetTableName()!, RecordId = root.Entity.Key, Sequence = root.Entity.Version,
            At = command.At, Actor = db.Caller.Name, Account = db.Caller.Account, OnBehalfOf = db.Caller.OnBehalfOf, Command = command.Name, Reason = command.Reason,
            Payload = payload, Salt = salt, Digest = AuditEntry.DigestOf(salt, payload),
        };
        audit.Mac = audit.MacWith(auditKey.Value);
        return audit;
    }
}
