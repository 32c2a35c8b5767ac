using System.Linq.Expressions;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Aftercare.Platform;

/// <summary>A piece of long work: an import, a mass change.</summary>
public readonly record struct JobId(long Value) : IId<JobId>
{
    public static JobId Of(long value) => new(value);
    public static bool operator <(JobId left, JobId right) => left.Value < right.Value;
    public static bool operator >(JobId left, JobId right) => left.Value > right.Value;
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>Where a job is; the last three are final, but a failed one can be taken up again.</summary>
public enum JobState { Waiting, Running, Done, Failed, Cancelled }

/// <summary>What a job's slice gets to build its next command from.</summary>
/// <param name="Done">How many of <paramref name="Total"/> are done.</param>
public sealed record RunningJob(JobId Id, CompanyId Company, string Kind, string Parameters, string? Checkpoint, long Done, long? Total)
{
    /// <summary>What the job was started with.</summary>
    public T ParametersAs<T>() => JsonSerializer.Deserialize<T>(Parameters, PlatformJson.Options)!;

    /// <summary>What the last committed step left; default before the first.</summary>
    public T? CheckpointAs<T>() => Checkpoint is null ? default : JsonSerializer.Deserialize<T>(Checkpoint, PlatformJson.Options);
}

/// <summary>The answer of one step; checkpoint and progress are saved in the step's own transaction.</summary>
/// <param name="Checkpoint">Whatever the next step needs to go on.</param>
/// <param name="Done">How many are done by now, all steps together.</param>
/// <param name="Total">How many there are, once known.</param>
/// <param name="Finished">True when there is no next step.</param>
/// <param name="Message">For the person who waits: "6 refused".</param>
public sealed record JobStep(object? Checkpoint, long Done, long? Total = null, bool Finished = false, string? Message = null);

/// <summary>
/// Long work in small commands. A slice with a `Job` name and a `Step` door does one chunk per command, at most 50 ms;
/// after a crash it goes on behind the last committed step.
/// </summary>
internal sealed class Job : Root, IListable<Job>
{
    public required JobId Id { get; init; }
    public required string Kind { get; init; }
    public required string Parameters { get; init; }
    public JobState State { get; set; }
    public long Done { get; init; }
    public long? Total { get; init; }
    public string? Checkpoint { get; init; }
    public string? Message { get; init; }
    public required string StartedBy { get; init; }
    public AccountId? Account { get; init; }
    public PersonId? PersonId { get; init; }
    public required Instant CreatedAt { get; init; }
    public Instant? FinishedAt { get; set; }
    public int Attempts { get; set; }
    public string? Error { get; set; }
    public Instant DueAt { get; set; }
    public string? LeaseOwner { get; set; }
    public Instant? LeaseUntil { get; set; }

    internal override long Key => Id.Value;

    public bool IsOver => State is JobState.Done or JobState.Failed or JobState.Cancelled;

    /// <summary>Stops it behind the step that runs now; what is done stays done.</summary>
    public void Cancel(Instant now)
    {
        if (WhyNotCancel() is { } why) throw why;
        (State, FinishedAt, LeaseOwner, LeaseUntil) = (JobState.Cancelled, now, null, null);
    }

    public Refusal? WhyNotCancel() => IsOver ? new("job.over") : null;

    /// <summary>Goes on behind the last step that succeeded.</summary>
    public void Retry(Instant now)
    {
        if (WhyNotRetry() is { } why) throw why;
        (State, FinishedAt, Attempts, DueAt) = (JobState.Waiting, null, 0, now);
    }

    public Refusal? WhyNotRetry() => State is JobState.Failed ? null : new("job.not-failed");

    public RunningJob ForStep() => new(Id, CompanyId, Kind, Parameters, Checkpoint, Done, Total);

    public static Expression<Func<Job, bool>> VisibleTo(Caller caller)
    {
        if (caller.May("platform.read")) return job => true;
        var account = caller.Account;
        return job => account != null && job.Account == account;
    }

    public static Expression<Func<Job, bool>> WithKey(long key)
    {
        var id = new JobId(key);
        return job => job.Id == id;
    }

    internal sealed class Table : IEntityTypeConfiguration<Job>
    {
        public void Configure(EntityTypeBuilder<Job> builder)
        {
            builder.ToTable("jobs").HasKey(job => job.Id);
            // Guards a cancellation against the step that finishes at the same time: steps do not touch the version.
            builder.Property(job => job.State).IsConcurrencyToken();
            builder.HasIndex(job => new { job.State, job.DueAt });
            builder.HasIndex(job => new { job.CompanyId, job.CreatedAt, job.Id });
        }
    }
}

internal static class Jobs
{
    /// <summary>Wakes the job pump; not a stored fact.</summary>
    internal const string Started = "platform.job-started";

    /// <summary>Starts long work with the command that asks for it: it exists if and only if the command commits.</summary>
    /// <param name="kind">The `Job` name of the slice that does it.</param>
    /// <param name="parameters">What the steps need to know; stored as JSON.</param>
    public static JobId StartJob(this AppDb db, string kind, object parameters, long? total = null)
    {
        var (id, caller) = (db.NewId<JobId>(), db.Caller);
        db.Add(new Job
        {
            Id = id, Kind = kind, Parameters = JsonSerializer.Serialize(parameters, parameters.GetType(), PlatformJson.Options), Total = total,
            StartedBy = caller.Name, Account = caller.Account, PersonId = caller.Person, CreatedAt = db.Now, DueAt = db.Now,
        });
        db.Command.Announced.Add(new(Started, id.Value, db.CompanyScope));
        return id;
    }
}

/// <summary>What modules may ask about jobs they started, whoever asks.</summary>
internal static class JobsAtWork
{
    /// <summary>Whether the job waits or runs; false for none.</summary>
    public static Task<bool> Include(AppDb db, JobId? job, CancellationToken ct) =>
        db.Set<Job>().AnyAsync(row => row.Id == job && (row.State == JobState.Waiting || row.State == JobState.Running), ct);
}
