using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Aftercare.Platform;

/// <summary>
/// Work that must not hold the writer: drawing a document, sending a message. A command leaves an errand
/// (<see cref="Errands.Leave"/>); it runs after the commit, at least once, and its result comes back as a command.
/// </summary>
public interface IErrand
{
    /// <summary>A stable name, as stored: `field.service-report`.</summary>
    string Kind { get; }

    /// <summary>Does it and ends with <see cref="ErrandRun.Finish{T}"/>; an exception makes it run again later, with growing gaps, until it is parked.</summary>
    Task Run(ErrandRun run, CancellationToken ct);
}

/// <summary>One attempt at an errand.</summary>
public sealed class ErrandRun
{
    private readonly Func<object, Caller, Task<object>> _finish;

    internal ErrandRun(CompanyId company, long record, string kind, int attempt, bool isLast, Func<object, Caller, Task<object>> finish) =>
        (Record, Attempt, IsLast, Caller, _finish) = (record, attempt, isLast, Caller.System(kind, company), finish);

    /// <summary>The record it is about.</summary>
    public long Record { get; }

    /// <summary>1 for the first.</summary>
    public int Attempt { get; }

    /// <summary>True when a failure now parks it.</summary>
    public bool IsLast { get; }

    /// <summary>The product itself, in the errand's company.</summary>
    public Caller Caller { get; }

    /// <summary>Writes the result down; that the errand is done is part of the same transaction.</summary>
    public async Task<TResponse> Finish<TResponse>(ICommand<TResponse> command) => (TResponse)await _finish(command, Caller);
}

/// <summary>How commands leave errands.</summary>
public static class Errands
{
    /// <summary>Runs the errand of this kind for the record once the command is committed, or when its time has come. Leaving it again starts its attempts afresh.</summary>
    public static async Task Leave(AppDb db, string kind, long record, CancellationToken ct, Instant? notBefore = null)
    {
        var row = await db.Set<ErrandRow>().FindAsync([kind, record], ct) ?? db.Add(new ErrandRow { Kind = kind, RecordId = record, CompanyId = db.CompanyScope }).Entity;
        (row.DueAt, row.Attempts, row.State, row.LeaseOwner, row.LeaseUntil, row.Error) = (notBefore ?? db.Now, 0, DeliveryState.Waiting, null, null, null);
        db.Command.Announced.Add(new(ErrandPump.Left, record, db.CompanyScope));
    }
}

/// <summary>A waiting errand.</summary>
internal sealed class ErrandRow
{
    public required string Kind { get; init; }
    public required long RecordId { get; init; }
    public required CompanyId CompanyId { get; init; }
    public Instant DueAt { get; set; }
    public DeliveryState State { get; set; }
    public int Attempts { get; set; }
    public string? LeaseOwner { get; set; }
    public Instant? LeaseUntil { get; set; }
    public string? Error { get; set; }

    internal sealed class Table : IEntityTypeConfiguration<ErrandRow>
    {
        public void Configure(EntityTypeBuilder<ErrandRow> builder)
        {
            builder.ToTable("errands").HasKey(errand => new { errand.Kind, errand.RecordId });
            builder.HasIndex(errand => new { errand.State, errand.DueAt });
        }
    }
}

/// <summary>Runs errands: outside any transaction, under a lease.</summary>
internal sealed class ErrandPump : Pump<ErrandRow>
{
    internal const string Left = "platform.errand-left";

    private readonly FrozenDictionary<string, IErrand> _errands;

    public ErrandPump(PumpRoom room, IEnumerable<IErrand> errands) : base(room)
    {
        _errands = errands.ToFrozenDictionary(errand => errand.Kind);
        room.Committed.Committed += Heard;
    }

    internal override async Task<IReadOnlyList<ErrandRow>> Claim(AppDb db)
    {
        var (now, until) = (Room.Now.Micros(), (Room.Now + Room.Lease).Micros());
        var claimed = await db.Set<ErrandRow>().FromSql(FormattableStringFactory.Create(
            $$"""
            with due as (
                select kind, record_id from errands
                where state = 'Waiting' and due_at <= {0} and (lease_until is null or lease_until <= {0})
                order by due_at limit 20 {{Room.SkipLocked}})
            update errands set lease_owner = {1}, lease_until = {2} where (kind, record_id) in (select kind, record_id from due) returning *
            """, now, Room.Me, until)).AsNoTracking().ToListAsync();
        return [.. claimed.OrderBy(errand => errand.DueAt).ThenBy(errand => errand.RecordId)];
    }

    internal override async Task Do(ErrandRow row)
    {
        var errand = _errands.GetValueOrDefault(row.Kind) ?? throw new Unroutable($"Nobody runs errands of the kind {row.Kind} any more.");
        await errand.Run(new(row.CompanyId, row.RecordId, row.Kind, row.Attempts + 1, row.Attempts + 1 >= Room.Attempts, Finish), CancellationToken.None);

        Task<object> Finish(object command, Caller caller) => Room.Gateway.Run(caller, command, CancellationToken.None, alongside: new(db => Remove(db, row)));
    }

    internal override Task GiveBack(AppDb db, ErrandRow row, Exception failure)
    {
        var attempts = row.Attempts + 1;
        var state = failure is Unroutable || attempts >= Room.Attempts ? DeliveryState.Parked : DeliveryState.Waiting;
        var next = (Room.Now + PumpRoom.Backoff(attempts)).Micros();
        return db.Database.ExecuteSqlAsync($"""
            update errands set state = {state.ToString()}, attempts = {attempts}, error = {PumpRoom.ErrorOf(failure)}, lease_owner = null, lease_until = {next}
            where kind = {row.Kind} and record_id = {row.RecordId} and lease_owner = {Room.Me}
            """);
    }

    protected override string Describe(ErrandRow row) => $"Errand {row.Kind} of {row.RecordId}";

    public override void Dispose()
    {
        Room.Committed.Committed -= Heard;
        base.Dispose();
    }

    private void Heard(IReadOnlyCollection<Announcement> announced)
    {
        if (announced.Any(fact => fact.Fact == Left)) Wake();
    }

    private async Task<int> Remove(AppDb db, ErrandRow row) =>
        await db.Database.ExecuteSqlAsync($"delete from errands where kind = {row.Kind} and record_id = {row.RecordId} and lease_owner = {Room.Me}") is 1 ? 1 : throw new LeaseLost();
}
