using System.Text.Json;
using Aftercare.Modules.Calendars;
using Aftercare.Modules.Desk;
using Aftercare.Modules.Desk.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static Aftercare.Tests.Desk.DeskWorld;

namespace Aftercare.Tests.Desk;

public sealed class PublishPolicyTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task A_policy_version_whose_commit_failed_is_forgotten_when_another_takes_its_number()
    {
        app.Time.SetShanghai("2026-03-02 09:00");
        var desk = await Open(app);
        var ticket = await desk.Register("洗衣机不脱水");
        var policy = (await app.Ask(desk.Agent, new ListPolicies.Query())).Single(policy => policy.Code == "hotline").Id;

        await Doomed(desk, ticket, "2026-03-02 11:00", async (services, caller) =>
        {
            await services.GetRequiredService<PublishPolicy.Handler>().Handle(caller, new("hotline", AnsweredIn(120)), default);
            await services.GetRequiredService<AdoptPolicy.Handler>().Handle(caller, new(policy), default);
        });
        Assert.Equal(1, (await desk.Clock(ticket, ClockKind.Respond)).PolicyVersion);
        await app.Run(desk.Company.System, new PublishPolicy.Command("hotline", AnsweredIn(60)));
        await app.Settle();

        Assert.Equal((Shanghai("2026-03-02 10:00"), 2), await desk.Clock(ticket, ClockKind.Respond) is var clock ? (clock.DueAt!.Value, clock.PolicyVersion) : default);
    }

    [Fact]
    public async Task A_calendar_version_whose_commit_failed_is_forgotten_when_another_takes_its_number()
    {
        app.Time.SetShanghai("2026-03-02 09:00");
        var desk = await Open(app);
        var ticket = await desk.Register("洗衣机不脱水");
        var calendar = await app.Look(desk.Company.Id, db => db.Set<Calendar>().SingleAsync(calendar => calendar.Name == "office"));

        await Doomed(desk, ticket, "2026-03-02 15:00", async (services, caller) =>
        {
            await services.GetRequiredService<PublishCalendarVersion.Handler>().Handle(caller, OpenFrom("11:00") with { Id = calendar.Key }, default);
            await services.GetRequiredService<AdoptCalendar.Handler>().Handle(caller, new("office", 2, calendar.Key), default);
        });
        Assert.Equal(1, (await desk.Clock(ticket, ClockKind.Respond)).CalendarVersion);
        await app.Run(desk.Company.System, OpenFrom("10:00") with { Id = calendar.Key });
        await app.Settle();

        Assert.Equal((Shanghai("2026-03-02 14:00"), 2), await desk.Clock(ticket, ClockKind.Respond) is var clock ? (clock.DueAt!.Value, clock.CalendarVersion) : default);
    }

    private static PolicyDefinition AnsweredIn(int minutes) =>
        StandardDesk.Hotline with { Targets = [.. StandardDesk.Hotline.Targets.Select(target => target is { Clock: ClockKind.Respond, Priority: Priority.P3 } ? target with { Minutes = minutes } : target)] };

    private static PublishCalendarVersion.Command OpenFrom(string hour) => new(JsonDocument.Parse($$$"""{"timeZone":"Asia/Shanghai","week":{"mon":[["{{{hour}}}","20:00"]]}}""").RootElement);

    /// <summary>Does it, sees that the ticket is due by it within the transaction, and then loses the transaction: on SQLite it is the commit itself that fails, as on a full disk.</summary>
    private async Task Doomed(DeskWorld desk, TicketId ticket, string due, Func<IServiceProvider, Caller, Task> publish)
    {
        var seen = default(NodaTime.Instant?);
        await Assert.ThrowsAnyAsync<Exception>(() => app.Services.GetRequiredService<IWritePath>().Write(new("Tests.Doomed", async (services, open, ct) =>
        {
            var db = open(desk.Company.System, new("Tests.Doomed", app.Time.Now, null));
            await publish(services, desk.Company.System);
            seen = (await services.GetRequiredService<Reckoner>().Find(ticket, ct)).Clocks.Single(clock => clock.Kind == ClockKind.Respond).DueAt;
            if (TestDatabase.OnPostgres) throw new InvalidOperationException("undone");
            await db.Database.ExecuteSqlRawAsync("rollback", ct);
            return new(Done.Instance, []);
        }), default));
        Assert.Equal(Shanghai(due), seen);
    }
}
