using Aftercare.Modules.Performance;
using Aftercare.Tests.Desk;
using Aftercare.Tests.Field;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Aftercare.Tests.Performance;

/// <summary>The library, the cards of a unit and a person, and the policy sets in a browser.</summary>
[Trait("Category", "Browser")]
public sealed class PerformancePagesTests(BrowserApp app) : IClassFixture<BrowserApp>
{
    [Fact, Trait("Requirement", "R1103")]
    public async Task A_manager_activates_the_service_persons_card_and_looks_from_the_unit_to_the_person_to_the_records()
    {
        var field = await FieldWorld.Open(app);
        var world = new PerformanceWorld(new DeskWorld(field.Company, field.Unit, field.Intake, field.Customer));
        await world.Requests(4, 3, handler: field.Zhao);
        await field.Completed(field.Zhao);
        await world.QuarterIsOver();
        var page = await app.Open(world.Manager with { HomeUnit = world.Unit }, "/performance/library", "zh-CN", 360);
        var watch = new PageWatch(page);

        await Expect(page.Locator("main")).ToContainTextAsync("60 个标准指标，其中 14 个有实时数据来源");
        await watch.Look("performance-library");
        await page.FormNamed("activate").Send();
        await Expect(page.Locator("main")).ToContainTextAsync("已启用");
        await page.GotoAsync($"/performance/scorecard?period={PerformanceWorld.Quarter}");
        await Expect(page.Locator("main")).ToContainTextAsync("有指标尚无数据来源，不计总分");
        await Expect(page.Locator("main")).ToContainTextAsync("另有 51 分尚无数据来源");
        await watch.Look("performance-unit-card");
        await page.GetByRole(AriaRole.Link, new() { Name = "赵工" }).ClickAsync();
        await Expect(page.Locator("h1")).ToContainTextAsync("赵工");
        await Expect(page.Locator("main")).ToContainTextAsync("75.0%");
        await watch.Look("performance-person-card");
        await page.GotoAsync($"/performance/daily?day={FieldWorld.Tuesday}");
        await Expect(page.Locator("main")).ToContainTextAsync("完整");
        await watch.Look("performance-daily");
    }

    [Fact, Trait("Requirement", "R1506")]
    public async Task A_manager_reads_a_policy_set_chooses_a_reading_switches_it_on_and_assigns_a_scheme()
    {
        app.Time.SetShanghai("2026-03-02 10:00");
        var world = new PerformanceWorld(await DeskWorld.Open(app));
        await app.Run(world.Company.System, new LoadStandardKpis.Command(new(2026, 1, 1)));
        var page = await app.Open(world.Manager with { HomeUnit = world.Unit }, "/performance/policies", "en", 1440);
        var watch = new PageWatch(page);

        await page.FormNamed("load-policies").Send();
        await Expect(page.Locator("main")).ToContainTextAsync("Machine builder");
        await page.GotoAsync("/performance/policies?set=P6");
        await watch.Look("performance-policies");
        var adopt = page.FormNamed("adopt");
        await adopt.Locator("[name='Input.Readings[F17]']").SelectOptionAsync("A");
        await adopt.Send();
        await Expect(page.Locator("main")).ToContainTextAsync("F17=A");
        Assert.Equal("A", (await app.Ask(world.Manager, new ListPolicySets.Query())).Adoptions.Single().Readings["F17"]);
    }
}
