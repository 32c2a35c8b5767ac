using Aftercare.Modules.Calendars.Face;
using Aftercare.Modules.Desk;
using Aftercare.Modules.Desk.Face;
using Aftercare.Platform;
using Aftercare.Rules.Time;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Aftercare.Tests.Desk;

/// <summary>Whatever people do in whatever order, what is stored is what the facts say, and the figures are what is stored.</summary>
public sealed class HistoryProofTests(TestApp app) : IClassFixture<TestApp>
{
    [Theory, Trait("Requirement", "R310"), Trait("Requirement", "B31")]
    [InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(5), InlineData(6)]
    public async Task Random_lives_of_tickets_end_with_the_clocks_their_facts_give_and_figures_that_add_up(int seed)
    {
        var random = new Random(seed);
        app.Time.SetShanghai("2026-03-02 09:00");
        var desk = await DeskWorld.Open(app);
        List<TicketId> tickets = [await desk.Register("设备停机"), await desk.Register("态度差", "complaint"), await desk.Register("外观划痕")];

        for (var step = 0; step < 70; step++)
        {
            app.Time.Pass(Duration.FromMinutes(random.Next(1, 300)));
            if (random.Next(3) == 0) await app.Settle();
            try
            {
                await Something(desk, tickets[random.Next(tickets.Count)], random);
            }
            catch (Refusal)
            {
                // Not everything is possible at every time: that is what refusals are for.
            }
        }
        await app.Settle();

        foreach (var id in tickets)
        {
            var ticket = await desk.Stored(id);
            var readings = await Recompute(desk, ticket);
            Assert.Equal(readings.Select(reading => reading.Clock).Order(), ticket.Clocks.Select(clock => Ticket.NameOf(clock.Kind)).Order());
            foreach (var reading in readings)
            {
                var clock = ticket.Clocks.Single(clock => Ticket.NameOf(clock.Kind) == reading.Clock);
                Assert.Equal((reading.State, reading.Due, reading.StoppedAt, reading.Policy), (clock.State, clock.DueAt, clock.StoppedAt, new VersionRef(clock.Policy, clock.PolicyVersion)));
                Assert.True(clock.IsLive || (clock.TargetSeconds, clock.UsedSeconds) == ((long)reading.Target.TotalSeconds, (long)reading.Consumed.TotalSeconds));
            }
        }
        foreach (var kind in new[] { ClockKind.Respond, ClockKind.Solve })
        {
            var clocks = (await Task.WhenAll(tickets.Select(desk.Stored))).Select(ticket => ticket.Clocks.SingleOrDefault(clock => clock.Kind == kind)).OfType<TicketClock>().ToList();
            Assert.Equal(clocks.Count(clock => clock.Met is not null), await desk.Counted($"desk.{Ticket.NameOf(kind)}.settled"));
            Assert.Equal(clocks.Count(clock => clock.Met is true), await desk.Counted($"desk.{Ticket.NameOf(kind)}.met"));
        }
    }

    private async Task Something(DeskWorld desk, TicketId id, Random random)
    {
        switch (random.Next(14))
        {
            case 0: await desk.Run(new RespondToTicket.Command("在处理") { Id = id }); break;
            case 1 or 2: await desk.Run(new HoldTicket.Command(new[] { "customer", "parts", "third-party", "force-majeure" }[random.Next(4)]) { Id = id }); break;
            case 3 or 4: await desk.Run(new ResumeTicket.Command { Id = id }); break;
            case 5: await desk.Run(new SolveTicket.Command("好了", "x", At: app.Time.Now - Duration.FromMinutes(random.Next(30))) { Id = id }); break;
            case 6: await desk.Run(new ConfirmSolution.Command("phone") { Id = id }); break;
            case 7: await desk.Run(new CloseTicket.Command { Id = id }); break;
            case 8: await desk.Run(new ReopenTicket.Command("没好") { Id = id }); break;
            case 9: await desk.Run(new ChangePriority.Command((Priority)random.Next(4), "重新判断") { Id = id }); break;
            case 10: await desk.Run(new ClassifyTicket.Command(new[] { "repair", "complaint", "consultation" }[random.Next(3)]) { Id = id }); break;
            case 11: await desk.Run(new EnterEarlierFact.Command((EarlierFact)random.Next(4), app.Time.Now - Duration.FromHours(random.Next(1, 60)), "纸质单", app.Time.Now - Duration.FromMinutes(random.Next(60)), "customer") { Id = id }); break;
            case 12: await Publish(desk, random); break;
            case 13 when random.Next(4) == 0: await desk.Run(new CancelTicket.Command("重复") { Id = id }); break;
        }
    }

    private async Task Publish(DeskWorld desk, Random random)
    {
        var definition = StandardDesk.Hotline with { Targets = [.. StandardDesk.Hotline.Targets.Where(_ => random.Next(12) > 0).Select(target => target.Minutes is { } minutes ? target with { Minutes = minutes * random.Next(1, 4) } : target)] };
        await app.Run(desk.Company.System, new PublishPolicy.Command("hotline", definition, app.Time.Now + Duration.FromHours(random.Next(0, 5))));
    }

    /// <summary>From the rows alone, by the rules alone.</summary>
    private async Task<IReadOnlyList<ClockReading>> Recompute(DeskWorld desk, Ticket ticket)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        db.Open(desk.Company.System, null, app.Time.Now);
        var written = await db.Set<SlaPolicy>().ToListAsync();
        var policies = written.SelectMany(policy => policy.Versions.Select(version => PolicyDefinition.FromJson(version.Definition).ToClockPolicy(new(policy.Code, version.Version), policy.Chinese, null)))
            .Concat(written.SelectMany(policy => policy.Versions.Select(version => PolicyDefinition.FromJson(version.Definition).ToClockPolicy(new(policy.Code + ":Standard", version.Version), policy.Chinese, Modules.Customers.Face.CustomerClass.Standard))));
        var calendar = await scope.ServiceProvider.GetRequiredService<ICalendars>().Version("office", 1, default);
        return ClockMachine.Compute(ticket.Facts.OrderBy(fact => fact.Sequence).Select(fact => fact.ToClockFact()), new ClockBook(policies, [new(calendar)]), app.Time.Now);
    }
}
