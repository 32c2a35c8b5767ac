using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Aftercare.Platform;

/// <summary>
/// A root of which a company has few, changed rarely and asked for by nearly every command: units, calendars, policies.
/// Changing one, or a part of one, gives the company a new <see cref="DecidedStamp"/>, so that copies in memory are read again.
/// </summary>
public interface IDecided;

/// <summary>
/// What a company decided, as read from the database under one stamp. A session asks for the stamp once, a row by key;
/// so a change is seen at once, on every node, and inside the command that makes it.
/// </summary>
/// <param name="read">Reads it without tracking; nobody may change what it gives.</param>
public sealed class Kept<T>(Func<AppDb, CancellationToken, Task<T>> read) where T : class
{
    private readonly ConcurrentDictionary<CompanyId, (long Stamp, T Value)> _known = new();

    public async Task<T> Of(AppDb db, CancellationToken ct)
    {
        // The stamp first: what is committed in between is newer than the stamp says, never older.
        var stamp = await db.DecidedStamp(ct);
        if (_known.TryGetValue(db.CompanyScope, out var kept) && kept.Stamp == stamp) return kept.Value;
        var value = await read(db, ct);
        _known[db.CompanyScope] = (stamp, value);
        return value;
    }
}

/// <summary>Names the state of all that a company decided. An identifier that is given out once: also one that was rolled back never comes again.</summary>
internal sealed class DecidedStamp
{
    public required CompanyId CompanyId { get; init; }
    public required long Stamp { get; init; }

    public static async Task<long> Read(AppDb db, CancellationToken ct) =>
        await Statements.Ask(db, "select stamp from decided_stamps where company_id = $1", ct, db.CompanyScope.Value) as long? ?? 0;

    public static Task Write(AppDb db, long stamp, CancellationToken ct) => Statements.Run(db,
        "insert into decided_stamps (company_id, stamp) values ($1, $2) on conflict (company_id) do update set stamp = excluded.stamp", ct, db.CompanyScope.Value, stamp);

    internal sealed class Table : IEntityTypeConfiguration<DecidedStamp>
    {
        public void Configure(EntityTypeBuilder<DecidedStamp> builder) => builder.ToTable("decided_stamps").HasKey(row => row.CompanyId);
    }
}
