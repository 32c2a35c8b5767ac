using Aftercare.Modules.Identity;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Aftercare.Tests.Platform;

/// <summary>Races interleaved by hand: a gate in a handler holds one command while others come.</summary>
public sealed class GatewayRaceTests(PumpApp app) : IClassFixture<PumpApp>
{
    [Fact]
    public async Task Of_two_who_saw_the_same_version_the_second_is_refused()
    {
        var company = await app.FoundCompany();
        var (reached, open) = app.Script.Gate("rename:slow");
        var slow = Start(company, new Rename.Command("slow", Version: 1));
        await reached;
        var quick = Start(company, new Rename.Command("quick", Version: 1));
        // On SQLite the second waits for the one writer; on PostgreSQL it overtakes the first, which then loses its race and runs again.
        if (TestDatabase.OnPostgres) await quick;
        open.SetResult();

        var (winner, loser) = TestDatabase.OnPostgres ? (quick, slow) : (slow, quick);
        await winner;
        var refusal = await Assert.ThrowsAsync<Refusal>(() => loser);
        Assert.Equal("changed-meanwhile", refusal.Code);
        Assert.Equal((TestDatabase.OnPostgres ? "quick" : "slow", 2), await NameAndVersion(company));
    }

    [Fact]
    public async Task Of_two_who_insist_on_no_version_both_are_saved_one_after_the_other()
    {
        var company = await app.FoundCompany();
        app.Script.Renaming.Clear();
        var (reached, open) = app.Script.Gate("rename:patient");
        var patient = Start(company, new Rename.Command("patient"));
        await reached;
        var hasty = Start(company, new Rename.Command("hasty"));
        if (TestDatabase.OnPostgres) await hasty;
        open.SetResult();
        await Task.WhenAll(patient, hasty);

        Assert.Equal((TestDatabase.OnPostgres ? "patient" : "hasty", 3), await NameAndVersion(company));
        Assert.Equal([1, 2, 3], await Sequences(company));
        // The one that lost its race on PostgreSQL ran again, in a scope and session of its own.
        Assert.Equal(TestDatabase.OnPostgres ? 3 : 2, app.Script.Renaming.Distinct().Count());
    }

    [Fact]
    public async Task Of_two_who_lock_each_other_out_one_runs_again_and_both_are_saved()
    {
        Assert.SkipUnless(TestDatabase.OnPostgres, "On SQLite one writer writes at a time: nobody is locked out.");
        var (mine, yours) = ((await app.FoundCompany()).Id, (await app.FoundCompany()).Id);
        var (holding, runs) = (new CountdownEvent(2), 0);
        var writer = app.Services.GetRequiredService<IWritePath>();

        await Task.WhenAll(Touch(mine, yours), Touch(yours, mine));

        Assert.Equal(3, runs);
        foreach (var company in new[] { mine, yours }) Assert.Equal(3L, await app.Look(company, async db => (long)(await Statements.Ask(db, "select next from number_series where company_id = $1", default, company.Value))!));

        Task Touch(CompanyId first, CompanyId second) => Task.Run(() => writer.Write(new("Tests.Touch", async (_, open, ct) =>
        {
            var db = open(Caller.System("test", first), new("Tests.Touch", app.Time.Now, null));
            await Count(db, first, ct);
            if (Interlocked.Increment(ref runs) <= 2)
            {
                holding.Signal();
                holding.Wait(ct);
            }
            await Count(db, second, ct);
            return new(Done.Instance, []);
        }), default));

        static Task Count(AppDb db, CompanyId company, CancellationToken ct) => Statements.Run(
            db, "insert into number_series as series (company_id, prefix, next) values ($1, 'T', 2) on conflict (company_id, prefix) do update set next = series.next + 1", ct, company.Value);
    }

    [Fact]
    public async Task A_record_that_everybody_changes_at_once_is_a_refusal_in_the_end_and_nothing_is_written()
    {
        Assert.SkipUnless(TestDatabase.OnPostgres, "On SQLite no race can be lost.");
        var company = (await app.FoundCompany()).Id;
        var runs = 0;

        Assert.Equal("contended", await TestApp.CodeOf(() => app.Services.GetRequiredService<IWritePath>().Write(new("Tests.Contend", (_, open, _) =>
        {
            open(Caller.System("test", company), new("Tests.Contend", app.Time.Now, null));
            runs++;
            throw new DbUpdateConcurrencyException("another was quicker");
        }), default)));

        Assert.Equal(8, runs);
    }

    [Fact]
    public async Task A_listener_that_breaks_neither_fails_the_writer_nor_keeps_the_news_from_others()
    {
        var company = await app.FoundCompany();
        var (signal, heard) = (app.Services.GetRequiredService<CommitSignal>(), 0);
        Action<IReadOnlyCollection<Announcement>> deaf = _ => throw new InvalidOperationException("deaf"), keen = _ => heard++;
        signal.Committed += deaf;
        signal.Committed += keen;

        await Start(company, new Rename.Command("heard"));
        signal.Committed -= deaf;
        signal.Committed -= keen;

        Assert.Equal(1, heard);
    }

    [Fact]
    public async Task A_command_that_fails_leaves_nothing_behind_and_those_committed_with_it_stay()
    {
        var (company, other) = (await app.FoundCompany(), await app.FoundCompany());
        app.Script.Fail("rename:early");
        app.Script.Fail("renamed:late");
        var (reached, open) = app.Script.Gate("rename:first");
        var first = Start(other, new Rename.Command("first"));
        await reached;
        var good = Start(company, new Rename.Command("good"));
        var early = Start(company, new Rename.Command("early"));
        var late = Start(company, new Rename.Command("late"));
        var last = Start(other, new Rename.Command("last"));
        open.SetResult();

        await Task.WhenAll(first, good, last);
        await Assert.ThrowsAsync<Refusal>(() => early);
        await Assert.ThrowsAsync<Refusal>(() => late);
        Assert.Equal(("good", 2), await NameAndVersion(company));
        Assert.Equal([1, 2], await Sequences(company));
        Assert.Equal(["good"], await Written(company));
        Assert.Equal([1, 2, 3], await Sequences(other));
        Assert.Single(await app.Deliveries(company.Id), delivery => delivery.Subscriber == "Tests.HearRename");
    }

    [Fact]
    public async Task Who_gives_up_waiting_gets_nothing_and_changes_nothing()
    {
        var (company, other) = (await app.FoundCompany(), await app.FoundCompany());
        var (reached, open) = app.Script.Gate("rename:busy");
        var (begun, never) = app.Script.Gate("rename:cancelled");
        var busy = Start(other, new Rename.Command("busy"));
        await reached;
        using var patience = new CancellationTokenSource();
        var cancelled = Task.Run(() => app.Gateway.Run(company.System, new Rename.Command("cancelled"), patience.Token));
        if (TestDatabase.OnPostgres) await begun;
        patience.Cancel();
        open.SetResult();
        never.SetResult();

        await busy;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        Assert.Equal(("Test", 1), await NameAndVersion(company));
        Assert.Empty(await Written(company));
    }

    [Fact]
    public async Task When_the_commit_breaks_nobody_is_told_that_it_went_well_and_the_next_command_works()
    {
        var (company, other) = (await app.FoundCompany(), await app.FoundCompany());
        if (!TestDatabase.OnPostgres) await app.Raw($"create table if not exists children (parent integer references companies (id) deferrable initially deferred)");
        var holder = await Hold();
        var together = Start(other, new Rename.Command("together"));
        await Queued();
        // SQLite checks the key at the commit, which many share; PostgreSQL loses the connection of this one command.
        var breaking = Task.Run(() => app.Run(company.System, new BreakCommit.Command(TestDatabase.OnPostgres ? "select pg_terminate_backend(pg_backend_pid())" : "insert into children (parent) values (-1)")));
        await Queued();
        holder.SetResult();

        await Assert.ThrowsAnyAsync<Exception>(() => breaking);
        if (TestDatabase.OnPostgres) await together;
        else await Assert.ThrowsAnyAsync<Exception>(() => together);
        Assert.Equal(TestDatabase.OnPostgres ? [1, 2] : [1], await Sequences(other));

        await app.Run(other.System, new Rename.Command("afterwards"));
        Assert.Equal("afterwards", (await NameAndVersion(other)).Name);
    }

    [Fact]
    public async Task When_the_transaction_breaks_under_a_command_everyone_in_it_is_told()
    {
        Assert.SkipWhen(TestDatabase.OnPostgres, "On PostgreSQL no two commands share a transaction.");
        var company = await app.FoundCompany();
        var holder = await Hold();
        var before = Start(company, new Rename.Command("before"));
        await Queued();
        var breaking = Task.Run(() => app.Run(company.System, new BreakCommit.Command("rollback; select no_such_column from companies")));
        await Queued();
        var after = Start(company, new Rename.Command("after"));
        await Queued();
        holder.SetResult();

        await Assert.ThrowsAnyAsync<Exception>(() => after).WaitAsync(TimeSpan.FromSeconds(10));
        await Assert.ThrowsAnyAsync<Exception>(() => breaking).WaitAsync(TimeSpan.FromSeconds(10));
        await Assert.ThrowsAnyAsync<Exception>(() => before).WaitAsync(TimeSpan.FromSeconds(10));
        await app.Run(company.System, new Rename.Command("recovered"));
        Assert.Equal(("recovered", 2), await NameAndVersion(company));
    }

    [Fact]
    public async Task A_handler_that_calls_the_gateway_is_stopped_instead_of_waiting_for_itself()
    {
        var company = await app.FoundCompany();
        app.Script.On["rename:outer"] = () => app.Run(company.System, new Rename.Command("inner"));

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => app.Run(company.System, new Rename.Command("outer")));

        Assert.Contains("a slice never calls another", failure.Message, StringComparison.Ordinal);
        Assert.Equal(1, (await NameAndVersion(company)).Version);
    }

    [Fact]
    public async Task The_same_key_at_the_same_time_works_once_and_answers_everyone()
    {
        var company = await app.FoundCompany();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => app.Run(company.System, new Rename.Command("once"), "same-key"))));

        Assert.Equal(("once", 2), await NameAndVersion(company));
    }

    [Fact]
    public async Task Many_at_once_lose_no_change_and_leave_no_gap_in_the_trail()
    {
        var companies = await Task.WhenAll(Enumerable.Range(0, 10).Select(number => app.FoundCompany($"c{number}")));

        await Task.WhenAll(Enumerable.Range(0, 150).Select(number => Start(companies[number % 10], new Rename.Command($"n{number}"))));

        foreach (var company in companies)
        {
            Assert.Equal(16, (await NameAndVersion(company)).Version);
            Assert.Equal(Enumerable.Range(1, 16), await Sequences(company));
        }
    }

    private Task<Done> Start(TestCompany company, Rename.Command command) => Task.Run(() => app.Run(company.System, command));

    // Keeps the writer busy, so that what is started meanwhile shares the next transaction.
    private async Task<TaskCompletionSource> Hold()
    {
        var (reached, open) = app.Script.Gate("rename:holder");
        _ = Start(await app.FoundCompany(), new Rename.Command("holder"));
        await reached;
        return open;
    }

    // The writer holds the gate; what is started now stands in its queue a moment later.
    private static Task Queued() => Task.Delay(100);

    private Task<(string Name, int Version)> NameAndVersion(TestCompany company) => app.Look(company.Id, async db =>
    {
        var row = await db.Set<Company>().SingleAsync();
        return (row.Name, row.Version);
    });

    private Task<List<int>> Sequences(TestCompany company) =>
        app.Look(company.Id, db => db.Set<AuditEntry>().Where(entry => entry.RecordId == company.Id.Value).OrderBy(entry => entry.Sequence).Select(entry => entry.Sequence).ToListAsync());

    // The raw statement of each renaming leaves a row.
    private Task<List<string>> Written(TestCompany company) =>
        app.Look(company.Id, db => db.Set<NumberSeries>().Where(series => series.CompanyId == company.Id).Select(series => series.Prefix).ToListAsync());
}
