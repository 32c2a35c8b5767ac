using Aftercare.Modules.Desk;
using Aftercare.Modules.Desk.Face;

namespace Aftercare.Tests.Desk;

public sealed class ArchiveTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact, Trait("Requirement", "R314")]
    public async Task Any_closed_ticket_is_found_by_serial_customer_or_symptom()
    {
        app.Time.SetShanghai("2026-03-02 10:00");
        var desk = await DeskWorld.Open(app);
        var asset = await desk.Company.RegisterAsset(desk.Unit, "SN-0314", await desk.Company.AddModel(), desk.Customer);
        var closed = (await app.Run(desk.Agent, desk.Request("设备停机") with { Asset = asset, Symptom = "no-spin" })).Id;
        await desk.Register("设备停机");
        await Close(desk, closed, "pump");

        async Task<TicketId[]> Find(TicketFilter filter) => [.. (await app.Ask(desk.Agent, new ListTickets.Query(filter with { Open = false, Sort = TicketSort.Opened }))).Items.Select(row => row.Id)];

        Assert.Equal([closed], await Find(new(Q: "SN-0314")));
        Assert.Equal([closed], await Find(new(Q: "李雷")));
        Assert.Equal([closed], await Find(new(Q: "no-spin")));
        Assert.Equal([closed], await Find(new(Cause: "pump")));
        Assert.Empty(await Find(new(Q: "SN-9999")));
        var archived = await desk.Get(closed);
        Assert.Equal(("设备停机", "更换", "phone", "ticket.closed"), (archived.Fault, archived.Solution, archived.Confirmation, archived.Actions["solve"]));
        Assert.Contains((await app.Ask(desk.Agent, new TellTicketStory.Query(closed))), entry => entry.What == "Closed and archived");
    }

    [Fact, Trait("Requirement", "R314")]
    public async Task The_monthly_summary_groups_by_cause()
    {
        app.Time.SetShanghai("2026-03-31 09:00");
        var desk = await DeskWorld.Open(app);
        foreach (var cause in new[] { "pump", "pump", "board" }) await Close(desk, await desk.Register(), cause);
        var late = await desk.Register("设备停机");
        app.Time.SetShanghai("2026-04-08 09:00");
        await Close(desk, late, "pump");

        var (march, april) = (await app.Ask(desk.Agent, new SummariseCauses.Query("2026-03")), await app.Ask(desk.Agent, new SummariseCauses.Query()));

        Assert.Equal([new("pump", 2, 0, 0, 0), new SummariseCauses.Group("board", 1, 0, 0, 0)], march.Groups);
        Assert.Equal([new SummariseCauses.Group("pump", 1, 1, 0, 0)], april.Groups);
        Assert.Equal((3, "2026-04", 1), (march.Closed, april.Month, april.Closed));
        Assert.Equal("desk.month-malformed", await TestApp.CodeOf(() => app.Ask(desk.Agent, new SummariseCauses.Query("March"))));
    }

    private static async Task Close(DeskWorld desk, TicketId ticket, string cause)
    {
        await desk.Run(new SolveTicket.Command("更换", cause) { Id = ticket });
        await desk.Run(new ConfirmSolution.Command("phone") { Id = ticket });
        await desk.Run(new CloseTicket.Command { Id = ticket });
    }
}
