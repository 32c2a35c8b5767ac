using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Platform;

/// <summary>Takes up long work and does it step by step; each step is one command and saves the job's progress in its own transaction.</summary>
internal sealed class JobPump : Pump<Job>
{
    private readonly SliceRegistry _slices;
    private readonly IServiceProvider _services;

    public JobPump(PumpRoom room, SliceRegistry slices, IServiceProvider services) : base(room)
    {
        (_slices, _services) = (slices, services);
        room.Committed.Committed += Heard;
    }

    internal override async Task<IReadOnlyList<Job>> Claim(AppDb db)
    {
        var (now, until) = (Room.Now.Micros(), (Room.Now + Room.Lease).Micros());
        return await db.Set<Job>().FromSql(FormattableStringFactory.Create(
            $$"""
            with due as (
                select id from jobs where state in ('Waiting', 'Running') and due_at <= {0} and (lease_until is null or lease_until <= {0})
                order by due_at, id limit 2 {{Room.SkipLocked}})
            update jobs set state = 'Running', lease_owner = {1}, lease_until = {2} where id in (select id from due) returning *
            """, now, Room.Me, until)).IgnoreQueryFilters().AsNoTracking().ToListAsync();
    }

    internal override async Task Do(Job row)
    {
        var slice = _slices.ForJob(row.Kind) ?? throw new Unroutable($"No use case does {row.Kind} any more.");
        var caller = Caller.System(slice.Name, row.CompanyId) with { OnBehalfOf = row.PersonId };
        var job = row.ForStep();
        while (!Stopping.IsCancellationRequested)
        {
            var command = await slice.BuildStep(job, _services, Stopping);
            var step = (JobStep)await Room.Gateway.Run(caller, command, CancellationToken.None, alongside: new(db => Hold(db, job), (db, answer) => Advance(db, job, (JobStep)answer)));
            if (step.Finished) return;
            job = job with { Checkpoint = Stored(step.Checkpoint), Done = step.Done, Total = step.Total ?? job.Total };
        }
        await Room.Write("jobs", db => db.Database.ExecuteSqlAsync($"update jobs set lease_owner = null, lease_until = null where id = {job.Id.Value} and lease_owner = {Room.Me}"));
    }

    // A refusal will not change its mind: the job fails at once. Anything else is tried again.
    internal override Task GiveBack(AppDb db, Job row, Exception failure)
    {
        var attempts = row.Attempts + 1;
        var failed = failure is Refusal or Unroutable || attempts >= Room.Attempts;
        var (state, finished) = failed ? (JobState.Failed, Room.Now.Micros()) : (JobState.Waiting, (long?)null);
        return db.Database.ExecuteSqlAsync($"""
            update jobs set state = {state.ToString()}, finished_at = {finished}, attempts = attempts + 1, error = {PumpRoom.ErrorOf(failure)},
                due_at = {(Room.Now + PumpRoom.Backoff(attempts)).Micros()}, lease_owner = null, lease_until = null
            where id = {row.Id.Value} and lease_owner = {Room.Me}
            """);
    }

    protected override string Describe(Job row) => $"Job {row.Id} ({row.Kind})";

    public override void Dispose()
    {
        Room.Committed.Committed -= Heard;
        base.Dispose();
    }

    // Also the moment in which a cancelled job stops: it is nobody's any more.
    private async Task Hold(AppDb db, RunningJob job)
    {
        if (await db.Database.ExecuteSqlAsync($"update jobs set lease_until = {(Room.Now + Room.Lease).Micros()} where id = {job.Id.Value} and lease_owner = {Room.Me} and state = 'Running'") is 0) throw new LeaseLost();
    }

    private static Task<int> Advance(AppDb db, RunningJob job, JobStep step)
    {
        var (state, finished) = step.Finished ? (JobState.Done, db.Now.Micros()) : (JobState.Running, (long?)null);
        return db.Database.ExecuteSqlAsync($"""
            update jobs set checkpoint = {Stored(step.Checkpoint)}, done = {step.Done}, total = {step.Total ?? job.Total}, message = coalesce({step.Message}, message),
                state = {state.ToString()}, finished_at = {finished}, attempts = 0, error = null
            where id = {job.Id.Value}
            """);
    }

    private static string? Stored(object? checkpoint) => checkpoint is null ? null : JsonSerializer.Serialize(checkpoint, checkpoint.GetType(), PlatformJson.Options);

    private void Heard(IReadOnlyCollection<Announcement> announced)
    {
        if (announced.Any(item => item.Fact == Jobs.Started)) Wake();
    }
}
