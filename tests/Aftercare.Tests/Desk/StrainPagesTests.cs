using Aftercare.Modules.Desk;
using Aftercare.Modules.Desk.Face;
using Microsoft.Playwright;
using NodaTime;
using static Microsoft.Playwright.Assertions;

namespace Aftercare.Tests.Desk;

/// <summary>Escalations, emergencies, repeats and broken promises on the pages.</summary>
[Trait("Category", "Browser")]
public sealed class StrainPagesTests(BrowserApp app) : IClassFixture<BrowserApp>
{
    [Fact, Trait("Requirement", "R323"), Trait("Requirement", "R326")]
    public async Task On_a_phone_a_called_technician_takes_the_emergency_and_writes_the_rescue_record_and_a_repeat_shows_at_intake()
    {
        app.Time.SetShanghai("2026-03-02 18:42");
        var desk = await DeskWorld.Open(app);
        var asset = await desk.Company.RegisterAsset(desk.Unit, customer: desk.Customer);
        var old = (await app.Run(desk.Agent, desk.Request() with { Asset = asset, Symptom = "no-spin" })).Id;
        await desk.Run(new SolveTicket.Command("更换皮带", "belt") { Id = old });
        await app.Run(desk.Company.System, new EditRequestType.Command("entrapment", "电梯困人", "Entrapment"));
        var zhao = await desk.Company.AddPerson(desk.Unit, "赵工");
        await desk.Company.MakeTechnician(zhao);
        var ticket = await desk.Register("1 号梯困人 2 名", "entrapment");
        await app.Settle();
        var technician = desk.Company.Person("desk.read", "desk.do") with { Person = zhao, Name = "赵工", SeesAllUnits = false, OwnOnly = true, Language = "zh-CN" };
        var page = await app.Open(technician, $"/emergencies/{ticket}", "zh-CN", 360);
        var watch = new PageWatch(page);
        await watch.Look("strain-emergency");
        await page.FormNamed("take-emergency").Send();
        await Expect(page.Locator("main")).ToContainTextAsync("接警人 赵工");
        app.Time.SetShanghai("2026-03-02 19:20");
        await page.GotoAsync($"/tickets/{ticket}?do=rescue");
        var form = page.FormNamed("ticket-strain");
        await form.Locator("[name='Input.ArrivedAt']").FillAsync("2026-03-02T19:05");
        await form.Locator("[name='Input.ReleasedAt']").FillAsync("2026-03-02T19:15");
        await form.Locator("[name='Input.People']").FillAsync("2");
        await form.Locator("[name='Input.Note']").FillAsync("手动盘车放人");
        await watch.Look("strain-rescue");
        await form.Send();
        await Expect(page.Locator(".ui-story")).ToContainTextAsync("人员已解救：2 人");

        var agent = await app.Open(desk.Agent with { Language = "zh-CN" }, "/tickets/new?phone=13812345678", "zh-CN", 360);
        await Expect(agent.Locator("main")).ToContainTextAsync("30 天内修过");
        await new PageWatch(agent).Look("strain-intake");
    }

    [Fact, Trait("Requirement", "R315"), Trait("Requirement", "B32")]
    public async Task A_leader_sees_what_came_up_excuses_a_breach_and_changes_the_terms()
    {
        app.Time.SetShanghai("2026-03-02 10:00");
        var desk = await DeskWorld.Open(app);
        var leader = await EscalationTests.With(desk, "组长", "P29");
        var asset = await desk.Company.RegisterAsset(desk.Unit, customer: desk.Customer);
        async Task<TicketId> Again() => (await app.Run(desk.Agent, desk.Request("设备停机") with { Asset = asset, Symptom = "no-power" })).Id;
        await desk.Run(new SolveTicket.Command("更换主板", "board") { Id = await Again() });
        app.Time.Pass(Duration.FromDays(1));
        var ticket = await Again();
        app.Time.Pass(Duration.FromHours(1));
        await app.Settle();
        var page = await app.Open(desk.Agent, $"/tickets/{ticket}?do=explain&clock=Respond");
        var watch = new PageWatch(page);
        await watch.Look("strain-explain");
        await page.FormNamed("ticket-strain").Locator("[name='Input.Cause']").SelectOptionAsync("road");
        await page.FormNamed("ticket-strain").Send();
        await page.GetByRole(AriaRole.Link, new() { Name = "Ask to excuse" }).ClickAsync();
        await page.FormNamed("ticket-strain").Locator("[name='Input.Grounds']").FillAsync("Red storm warning, road closed");
        await page.FormNamed("ticket-strain").Send();
        await Expect(page.Locator("main")).ToContainTextAsync("To be decided");
        await watch.Look("strain-ticket");
        await page.GotoAsync($"/tickets/{ticket}?do=escalate");
        await page.FormNamed("ticket-strain").Locator("[name='Input.Level']").SelectOptionAsync("Service:leader");
        await page.FormNamed("ticket-strain").Locator("[name='Input.Reason']").FillAsync("The customer threatens to return it");
        await watch.Look("strain-escalate");
        await page.FormNamed("ticket-strain").Send();
        await Expect(page.Locator(".ui-story")).ToContainTextAsync("Escalated to Group leader: 组长");

        var boss = desk.Company.PersonOf(desk.Unit, "desk.read", "desk.do", "desk.manage") with { Person = leader, Name = "组长" };
        var office = await app.Open(boss, "/breaches?wanted=Asked");
        var eye = new PageWatch(office);
        await office.GetByRole(AriaRole.Link, new() { Name = "Decide", Exact = true }).ClickAsync();
        await office.FormNamed("decide-breach").Locator("[name='Input.Approve']").SelectOptionAsync("true");
        await office.FormNamed("decide-breach").Locator("[name='Input.Reason']").FillAsync("The warning is on file");
        await eye.Look("strain-decide");
        await office.FormNamed("decide-breach").Send();
        await Expect(office.Locator("main")).ToContainTextAsync("No broken promises");
        await office.GotoAsync("/breaches");
        await eye.Look("strain-breaches");
        await office.GotoAsync("/escalations");
        await eye.Look("strain-escalations");
        await office.GotoAsync("/policies/terms");
        await eye.Look("strain-terms");
        await office.FormNamed("desk-terms").Locator("[name='Input.RepeatDays']").FillAsync("45");
        await office.FormNamed("desk-terms").Locator("[name='Input.From']").FillAsync("2026-03-01");
        await office.FormNamed("desk-terms").Send();
        await Expect(office.Locator("main")).ToContainTextAsync("Edition 1");
        await office.GotoAsync("/policies/terms?path=Service&level=manager");
        await eye.Look("strain-level");
        await office.FormNamed("desk-level").Locator("[name='Step.After']").FillAsync("120");
        await office.FormNamed("desk-level").Locator("[name='Step.From']").FillAsync("2026-03-01");
        await office.FormNamed("desk-level").Send();
        await Expect(office.Locator("main")).ToContainTextAsync("Edition 2");
        await Expect(office.Locator("main")).ToContainTextAsync("120");
    }
}
