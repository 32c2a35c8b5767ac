using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using NodaTime;
using NodaTime.Text;

namespace Aftercare.Platform;

/// <summary>
/// The one database session. The gateway opens it for a caller: reads see the caller's company only, and fail
/// without one; saving works inside a command and nowhere else.
/// </summary>
public abstract class AppDb(DbContextOptions options) : DbContext(options)
{
    private Recorder? _recorder;
    private Caller? _caller;
    private RunningCommand? _command;
    private HashSet<long>? _newIds;
    private long? _decidedStamp;

    /// <summary>Who this session was opened for; a session nobody opened cannot read business rows.</summary>
    public Caller Caller => _caller ?? throw new InvalidOperationException("This database session was not opened by the gateway.");

    internal CompanyId CompanyScope => Caller.RequireCompany();

    /// <summary>True in the transaction that a writer opened for a command.</summary>
    internal bool IsInCommand => _command is not null && Database.CurrentTransaction is not null;

    /// <summary>The command that runs now; reading sessions have none.</summary>
    internal RunningCommand Command => _command ?? throw new InvalidOperationException("Nothing is saved outside the gateway: put the change into a slice.");

    /// <summary>The time of this command or question: one and the same from its first line to its last.</summary>
    public Instant Now { get; private set; }

    private Recorder Recorder => _recorder ?? throw new InvalidOperationException("This database session was given back.");

    internal void Use(Recorder recorder) => _recorder = recorder;

    internal void Open(Caller caller, RunningCommand? command, Instant now)
    {
        (_caller, _command, Now) = (caller, command, now);
        if (command is null) ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
    }

    /// <summary>The rows the caller may see. Lists, pages, exports and edits start here.</summary>
    public IQueryable<T> Visible<T>() where T : Root, IListable<T> => Set<T>().Where(T.VisibleTo(Caller));

    /// <summary>The row with this id if the caller may see it, else a refusal (404, `{what}.not-found`) that does not say which of the two it was.</summary>
    public async Task<T> Load<T>(long key, string what, CancellationToken ct) where T : Root, IListable<T> =>
        await Visible<T>().SingleOrDefaultAsync(T.WithKey(key), ct) ?? throw Refusal.NotFound(what, key);

    /// <summary>Every row of the company, whoever asks. Only for faces and jobs, which answer for what they give away.</summary>
    public IQueryable<T> All<T>() where T : Record => Set<T>();

    /// <summary>A new identifier from the reserved block.</summary>
    public TId NewId<TId>() where TId : struct, IId<TId>
    {
        var id = Recorder.Ids.Next();
        (_newIds ??= []).Add(id);
        return TId.Of(id);
    }

    /// <summary>True for what was made in this session: nothing about it can be in the database yet.</summary>
    internal bool IsNew(long id) => _newIds?.Contains(id) is true;

    /// <summary>Timers this session set first.</summary>
    internal Dictionary<(string Kind, long Record), TimerRow> NewTimers { get; } = [];

    public override void Dispose()
    {
        Forget();
        base.Dispose();
        GC.SuppressFinalize(this);
    }

    public override async ValueTask DisposeAsync()
    {
        Forget();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    // Sessions come from a pool: the next one who gets it must find nothing of this one.
    private void Forget()
    {
        (_recorder, _caller, _command, _newIds, _decidedStamp, Now) = (null, null, null, null, null, default);
        NewTimers.Clear();
    }

    /// <summary>Names the state of what the company decided; see <see cref="Kept{T}"/>.</summary>
    internal async ValueTask<long> DecidedStamp(CancellationToken ct) => _decidedStamp ??= await Platform.DecidedStamp.Read(this, ct);

    /// <summary>Record a fact for the modules below; it is delivered after the commit, once per subscriber, or not at all.</summary>
    public void Announce<TFact>(TFact fact) where TFact : IFact => Recorder.Announce(this, fact);

    /// <summary>Ask to be woken: the slice with this timer runs for this record at this time. Replaces an earlier one of the same kind.</summary>
    public Task SetTimer(string kind, long record, Instant due, CancellationToken ct) => Recorder.SetTimer(this, kind, record, due, ct);

    /// <summary>Take a timer back; does nothing when it is not set.</summary>
    public Task ClearTimer(string kind, long record, CancellationToken ct) => Recorder.ClearTimer(this, kind, record, ct);

    /// <summary>Count something for figures. Corrections are further measures with the opposite sign.</summary>
    public void Count(Measure measure) => Recorder.Count(this, measure);

    public override int SaveChanges(bool acceptAllChangesOnSuccess) =>
        throw new InvalidOperationException("Use SaveChangesAsync.");

    /// <summary>Writes what the command changed, with versions, audit entries, search tokens and deliveries, in the command's transaction.</summary>
    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        // Looked for once, here; what the books add is told to the tracker.
        ChangeTracker.DetectChanges();
        ChangeTracker.AutoDetectChangesEnabled = false;
        try
        {
            var books = Recorder.Prepare(this);
            await NewRows.Write(this, cancellationToken);
            var rows = await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
            await Recorder.Index(this, books.Searchable, cancellationToken);
            if (books.Decided is { } stamp)
            {
                await Platform.DecidedStamp.Write(this, stamp, cancellationToken);
                _decidedStamp = stamp;
            }
            return rows;
        }
        finally
        {
            ChangeTracker.AutoDetectChangesEnabled = true;
        }
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(AppDb).Assembly);
        CrossReferences.Resolve(modelBuilder);
        foreach (var entity in modelBuilder.Model.GetEntityTypes().Where(entity => typeof(Record).IsAssignableFrom(entity.ClrType) && entity.BaseType is null))
        {
            var builder = modelBuilder.Entity(entity.ClrType);
            CompanyFilter.Apply(this, builder);
            if (typeof(Root).IsAssignableFrom(entity.ClrType)) builder.Property(nameof(Root.Version)).IsConcurrencyToken();
            foreach (var key in entity.FindPrimaryKey()?.Properties ?? []) key.ValueGenerated = ValueGenerated.Never;
        }
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        foreach (var id in typeof(AppDb).Assembly.GetTypes().Where(IdJson.IsId))
            configurationBuilder.Properties(id).HaveConversion(typeof(IdConverter<>).MakeGenericType(id));
        configurationBuilder.Properties<Instant>().HaveConversion<InstantConverter>();
        configurationBuilder.Properties<LocalDate>().HaveConversion<LocalDateConverter>();
        configurationBuilder.Properties<Enum>().HaveConversion<string>().HaveMaxLength(40);
    }

    /// <summary>Everything read until it is disposed is of one moment; on SQLite the writer goes on meanwhile.</summary>
    internal async Task<IDbContextTransaction> BeginSnapshot(CancellationToken ct)
    {
        if (!Database.IsSqlite()) return await Database.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, ct);
        await Database.OpenConnectionAsync(ct);
        return (await Database.UseTransactionAsync(((SqliteConnection)Connection).BeginTransaction(deferred: true), ct))!;
    }

    /// <summary>The connection that the command's transaction is on; for the platform's own statements.</summary>
    internal DbConnection Connection => Database.GetDbConnection();

    // An expression tree may not name a static abstract member.
    private static TId Make<TId>(long value) where TId : struct, IId<TId> => TId.Of(value);

    private sealed class IdConverter<TId>() : ValueConverter<TId, long>(id => id.Value, value => Make<TId>(value)) where TId : struct, IId<TId>;

    private sealed class InstantConverter() : ValueConverter<Instant, long>(instant => instant.Micros(), micros => Instants.FromMicros(micros));

    private sealed class LocalDateConverter() : ValueConverter<LocalDate, string>(date => LocalDatePattern.Iso.Format(date), text => LocalDatePattern.Iso.Parse(text).Value);
}

/// <summary>The session on SQLite: one file, the default.</summary>
public sealed class SqliteAppDb(DbContextOptions<SqliteAppDb> options) : AppDb(options);

/// <summary>The session on PostgreSQL.</summary>
public sealed class PostgresAppDb(DbContextOptions<PostgresAppDb> options) : AppDb(options);
