using System.Collections.Concurrent;
using Aftercare.Modules.Identity;
using Aftercare.Platform;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using NodaTime;

namespace Aftercare.Tests.Platform;

/// <summary>The product with one module more, whose slices do what a test tells them: fail, wait, set their timer again.</summary>
public class PumpApp : TestApp
{
    internal Script Script { get; } = new();

    internal OutboxPump Outbox => Services.GetRequiredService<OutboxPump>();

    internal TickPump Ticks => Services.GetRequiredService<TickPump>();

    internal JobPump Jobs => Services.GetRequiredService<JobPump>();

    internal TimerPump Timers => Services.GetRequiredService<TimerPump>();

    protected override void Configure(IWebHostBuilder builder) => builder.ConfigureTestServices(services =>
    {
        services.AddSingleton(Script);
        services.AddModule("Tests", module => module.Slices(typeof(Rename), typeof(BreakCommit), typeof(HearRename), typeof(AlsoHearRename), typeof(SetAlarm), typeof(Ring), typeof(Sweep), typeof(CountTo), typeof(StartCountTo)));
        services.TryAddSingleton<ICompanyList, Companies>();
    });

    private sealed class Companies(IServiceScopeFactory scopes) : ICompanyList
    {
        public async Task<IReadOnlyList<CompanyId>> All(CancellationToken ct)
        {
            await using var scope = scopes.CreateAsyncScope();
            return await scope.ServiceProvider.GetRequiredService<AppDb>().Set<Company>().IgnoreQueryFilters().OrderBy(company => company.Id).Select(company => company.Id).ToListAsync(ct);
        }
    }

    /// <summary>Behind the product's back.</summary>
    internal Task<int> Raw(FormattableString sql) => Look(new(0), db => db.Database.ExecuteSqlAsync(sql));

    /// <summary>The effects that were committed: the slices leave one measure each.</summary>
    internal Task<List<string>> Effects(CompanyId company) =>
        Look(company, db => db.Set<MeasureRow>().Where(row => row.Name.StartsWith("tests.")).OrderBy(row => row.Id).Select(row => row.Name + ":" + row.Type).ToListAsync());

    internal Task<List<OutboxDelivery>> Deliveries(CompanyId company) =>
        Look(company, db => db.Set<OutboxDelivery>().Where(delivery => delivery.CompanyId == company).OrderBy(delivery => delivery.Id).ToListAsync());

    internal Task<List<TimerRow>> TimersOf(CompanyId company) =>
        Look(company, db => db.Set<TimerRow>().Where(timer => timer.CompanyId == company).OrderBy(timer => timer.RecordId).ToListAsync());
}

/// <summary>What the test's slices are told to do, by the text they handle.</summary>
internal sealed class Script
{
    public ConcurrentDictionary<string, Func<Task>> On { get; } = new();

    /// <summary>The sessions that renaming got, in order.</summary>
    public ConcurrentQueue<DbContextId> Renaming { get; } = new();

    /// <summary>Whoever reaches this point waits until the gate is opened; says when somebody came.</summary>
    public (Task Reached, TaskCompletionSource Open) Gate(string at)
    {
        var (reached, open) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        On[at] = () =>
        {
            reached.TrySetResult();
            return open.Task;
        };
        return (reached.Task, open);
    }

    public void Fail(string at) => On[at] = () => throw new Refusal("tests.told-to-fail");

    public Task Reach(string at) => On.TryGetValue(at, out var act) ? act() : Task.CompletedTask;
}

[AnnouncedAs("tests.renamed")]
internal sealed record Renamed(CompanyId Company, string Name) : IFact
{
    public long About => Company.Value;
}

/// <summary>Changes a company's name and says so.</summary>
internal static class Rename
{
    [Needs("tests.do")]
    internal sealed record Command(string Name, int? Version = null, string? Reason = null) : ICommand<Done>, IReasoned;

    internal sealed class Handler(AppDb db, Script script) : IHandle<Command, Done>
    {
        public async Task<Done> Handle(Caller caller, Command command, CancellationToken ct)
        {
            script.Renaming.Enqueue(db.ContextId);
            var company = await db.Set<Company>().SingleAsync(ct);
            company.Expect(command.Version);
            company.Name = command.Name;
            await db.Database.ExecuteSqlAsync($"insert into number_series (company_id, prefix, next) values ({company.Id.Value}, {command.Name}, 1)", ct);
            await script.Reach("rename:" + command.Name);
            db.Announce(new Renamed(company.Id, command.Name));
            await db.SaveChangesAsync(ct);
            await script.Reach("renamed:" + command.Name);
            return Done.Instance;
        }
    }
}

/// <summary>Breaks the transaction it runs in: at the commit, or under its feet.</summary>
internal static class BreakCommit
{
    [Needs("tests.do")]
    internal sealed record Command(string Sql) : ICommand<Done>;

    internal sealed class Handler(AppDb db) : IHandle<Command, Done>
    {
        public async Task<Done> Handle(Caller caller, Command command, CancellationToken ct)
        {
            await db.Database.ExecuteSqlRawAsync(command.Sql, ct);
            await db.SaveChangesAsync(ct);
            return Done.Instance;
        }
    }
}

internal static class HearRename
{
    [Needs("tests.do")]
    internal sealed record Command(CompanyId Company, string Name) : ICommand<Done>;

    internal static Command On(Renamed fact) => new(fact.Company, fact.Name);

    internal sealed class Handler(AppDb db, Script script) : IHandle<Command, Done>
    {
        public async Task<Done> Handle(Caller caller, Command command, CancellationToken ct)
        {
            db.Count(new("tests.heard", LocalDate.FromDateTime(default), null, new(1), command.Name, 1, 0, command.Company.Value));
            await db.SaveChangesAsync(ct);
            await script.Reach("hear:" + command.Name);
            return Done.Instance;
        }
    }
}

internal static class AlsoHearRename
{
    [Needs("tests.do")]
    internal sealed record Command(CompanyId Company, string Name) : ICommand<Done>;

    internal static Command? On(Renamed fact) => fact.Name == "boring" ? null : new(fact.Company, fact.Name);

    internal sealed class Handler(AppDb db) : IHandle<Command, Done>
    {
        public async Task<Done> Handle(Caller caller, Command command, CancellationToken ct)
        {
            db.Count(new("tests.also-heard", LocalDate.FromDateTime(default), null, new(1), command.Name, 1, 0, command.Company.Value));
            await db.SaveChangesAsync(ct);
            return Done.Instance;
        }
    }
}

internal static class SetAlarm
{
    [Needs("tests.do")]
    internal sealed record Command(long Record, Instant? Due, string Kind = Ring.Timer, bool ClearFirst = false) : ICommand<Done>;

    internal sealed class Handler(AppDb db) : IHandle<Command, Done>
    {
        public async Task<Done> Handle(Caller caller, Command command, CancellationToken ct)
        {
            if (command.ClearFirst) await db.ClearTimer(command.Kind, command.Record, ct);
            if (command.Due is { } due) await db.SetTimer(command.Kind, command.Record, due, ct);
            else await db.ClearTimer(command.Kind, command.Record, ct);
            await db.SaveChangesAsync(ct);
            return Done.Instance;
        }
    }
}

/// <summary>Rings at its time; records below 100 ring once, others once a minute.</summary>
internal static class Ring
{
    internal const string Timer = "tests.alarm";

    [Needs("tests.do")]
    internal sealed record Command(long Record, Instant DueAt) : ICommand<Done>;

    internal static Command At(DueTimer timer) => new(timer.Record, timer.DueAt);

    internal sealed class Handler(AppDb db, Script script) : IHandle<Command, Done>
    {
        public async Task<Done> Handle(Caller caller, Command command, CancellationToken ct)
        {
            db.Count(new("tests.rang", LocalDate.FromDateTime(default), null, new(1), $"{command.Record}@{command.DueAt:HH:mm}", 1, 0, command.Record));
            if (command.Record >= 100) await db.SetTimer(Timer, command.Record, command.DueAt + Duration.FromMinutes(1), ct);
            await db.SaveChangesAsync(ct);
            await script.Reach($"ring:{command.Record}");
            return Done.Instance;
        }
    }
}

/// <summary>Runs every five minutes for each company, in three chunks.</summary>
internal static class Sweep
{
    [Needs("tests.do")]
    internal sealed record Command : ICommand<Chunk>;

    internal static Every Every => Every.Minutes(5);

    internal static Command Tick() => new();

    internal sealed class Handler(AppDb db, Script script) : IHandle<Command, Chunk>
    {
        public async Task<Chunk> Handle(Caller caller, Command command, CancellationToken ct)
        {
            await script.Reach($"sweep:{caller.Company}");
            db.Count(new("tests.swept", LocalDate.FromDateTime(default), null, new(1), "", 1, 0, 1));
            await db.SaveChangesAsync(ct);
            return new(1, await db.Set<MeasureRow>().CountAsync(row => row.Name == "tests.swept", ct) % 3 != 0);
        }
    }
}

/// <summary>Counts to a number, ten at a step.</summary>
internal static class CountTo
{
    internal const string Job = "tests.count-to";

    internal sealed record Parameters(long Target);

    [Needs("tests.do")]
    internal sealed record Command(long From, long Target) : ICommand<JobStep>;

    internal static async Task<Command> Step(RunningJob job, IServiceProvider services, CancellationToken ct)
    {
        await services.GetRequiredService<Script>().Reach($"before-step:{job.Done}");
        return new(job.CheckpointAs<long>(), job.ParametersAs<Parameters>().Target);
    }

    internal sealed class Handler(AppDb db, Script script) : IHandle<Command, JobStep>
    {
        public async Task<JobStep> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var to = Math.Min(command.From + 10, command.Target);
            for (var number = command.From + 1; number <= to; number++) db.Count(new("tests.counted", LocalDate.FromDateTime(default), null, new(1), $"{number}", 1, number, 1));
            await db.SaveChangesAsync(ct);
            await script.Reach($"step:{to}");
            return new(to, to, command.Target, to == command.Target, $"counted to {to}");
        }
    }
}

internal static class StartCountTo
{
    [Needs("tests.do")]
    internal sealed record Command(long Target, bool ThenFail = false) : ICommand<Response>;

    internal sealed record Response(JobId Id);

    internal sealed class Handler(AppDb db) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var id = db.StartJob(CountTo.Job, new CountTo.Parameters(command.Target));
            await db.SaveChangesAsync(ct);
            return command.ThenFail ? throw new Refusal("tests.told-to-fail") : new(id);
        }
    }
}
