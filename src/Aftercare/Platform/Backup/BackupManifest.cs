using System.Text.Json;
using NodaTime;

namespace Aftercare.Platform;

/// <summary>What is in a backup, written into it last: `manifest.json`.</summary>
/// <param name="Version">Of the program that wrote it.</param>
/// <param name="Engine">`sqlite` or `postgres`; it is restored on the same.</param>
/// <param name="Migration">The newest migration of the database: an older program cannot restore it.</param>
/// <param name="WithKeys">Whether the keys of the installation are inside.</param>
/// <param name="Rows">How many rows each table has.</param>
/// <param name="Members">Every other file of the archive.</param>
/// <param name="Missing">Contents of attached files that the store had lost before.</param>
internal sealed record BackupManifest(
    string Version, string Engine, string Migration, Instant At, bool WithKeys,
    SortedDictionary<string, long> Rows, IReadOnlyList<BackupMember> Members, IReadOnlyList<string> Missing)
{
    public const string Name = "manifest.json";

    private static readonly JsonSerializerOptions Readable = new(PlatformJson.Options) { WriteIndented = true };

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, Readable);

    public static BackupManifest? Read(Stream json) => JsonSerializer.Deserialize<BackupManifest>(json, Readable);
}

/// <param name="Size">Bytes, unpacked.</param>
/// <param name="Sha256">Of the unpacked bytes, in small hexadecimal letters.</param>
internal sealed record BackupMember(string Name, long Size, string Sha256);

/// <summary>The database at one moment: what the copy holds.</summary>
/// <param name="Files">Contents that its rows name, and whether a record needs them.</param>
internal sealed record DatabaseSnapshot(string Migration, SortedDictionary<string, long> Rows, IReadOnlyList<(string Hash, bool Needed)> Files);

/// <summary>How a database is copied while it works, and put back into an empty place.</summary>
internal abstract class DatabaseCopy
{
    protected const string FilesQuery = "select hash, max(case when state = 'Attached' then 1 else 0 end) from files where state <> 'Doomed' group by hash order by hash";
    protected const string MigrationQuery = "select max(migration_id) from \"__EFMigrationsHistory\"";

    /// <summary>The name of the copy in the archive.</summary>
    public abstract string Member { get; }

    /// <summary>Writes a copy as of one moment to this path; the database goes on working.</summary>
    public abstract Task<DatabaseSnapshot> Write(string path, CancellationToken ct);

    /// <summary>True when there is nothing that a restore would write over.</summary>
    public abstract Task<bool> PlaceIsEmpty(CancellationToken ct);

    /// <summary>Puts the copy into its place, and counts what is there now.</summary>
    public abstract Task<SortedDictionary<string, long>> Restore(string path, CancellationToken ct);

    public static DatabaseCopy Of(Engine engine) => engine is SqliteEngine sqlite ? new SqliteCopy(sqlite) : new PostgresCopy((PostgresEngine)engine);
}
