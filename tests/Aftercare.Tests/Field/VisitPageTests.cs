using Aftercare.Modules.Field;
using Microsoft.EntityFrameworkCore;
using static Microsoft.Playwright.Assertions;

namespace Aftercare.Tests.Field;

/// <summary>A technician's phone: where it is, and two people at one order.</summary>
[Trait("Category", "Browser")]
public sealed class VisitPageTests(BrowserApp app) : IClassFixture<BrowserApp>
{
    [Fact]
    public async Task A_phone_that_may_not_tell_its_place_arrives_all_the_same_and_says_so()
    {
        var world = await FieldWorld.Open(app);
        var order = await world.Accepted(world.Zhao);
        app.Time.SetShanghai($"{FieldWorld.Tuesday} 14:05");
        var page = await app.Open(world.Technician(world.Zhao), $"/my-day/{order}", "en", 360);
        var asked = page.Locator("dialog:has(input[value=arrive])");

        await page.Locator($"button[popovertarget='{await asked.GetAttributeAsync("id")}']").First.ClickAsync();
        await Expect(asked.Locator("[data-say]")).ToContainTextAsync("submitted without");
        await page.FormNamed("arrive").Send();
        await Expect(page.Locator(".ui-toasts")).ToContainTextAsync("without a place");

        var visit = await app.Look(world.Company.Id, db => db.Set<Visit>().SingleAsync(row => row.OrderId == order));
        Assert.Equal((DateTimeOffsetOf(visit), (double?)null), ("14:05", visit.ArrivedLatitude));
    }

    [Fact]
    public async Task Findings_that_were_overtaken_overwrite_nothing_and_show_what_the_other_wrote()
    {
        var world = await FieldWorld.Open(app);
        var order = await world.OnSite(world.Zhao);
        var page = await app.Open(world.Technician(world.Zhao), $"/my-day/{order}", "en", 360);
        var form = page.FormNamed("findings");
        await form.Locator("[name='Found.FaultText']").FillAsync("Mine");
        await form.Locator("[name='Found.Action']").FillAsync("Mine");
        await form.Locator("[name='Found.Result']").FillAsync("Mine");
        await app.Run(world.Technician(world.Zhao), new RecordFindings.Command("E4", "Theirs", null, "Theirs", "Theirs", null, null) { Id = order });

        await form.Send();
        await Expect(page.Locator("#findings")).ToContainTextAsync("Somebody changed this record meanwhile");
        await Expect(page.Locator("#findings .ui-kv")).ToContainTextAsync("Theirs");
        await Expect(form.Locator("[name='Found.FaultText']")).ToHaveValueAsync("Mine");
        Assert.Equal("Theirs", (await world.Get(order)).FaultText);
        await new PageWatch(page).Look("overtaken");

        await form.Send();
        await Expect(page.Locator("#findings [role=alert]")).ToHaveCountAsync(0);
        Assert.Equal("Mine", (await world.Get(order)).FaultText);
    }

    [Theory]
    [InlineData("zh-CN"), InlineData("en")]
    public async Task The_six_steps_stand_in_one_line_on_a_phone(string language)
    {
        var world = await FieldWorld.Open(app);
        var order = await world.Accepted(world.Zhao);
        var page = await app.Open(world.Technician(world.Zhao), $"/my-day/{order}", language, 360);

        var steps = page.Locator(".ui-steps li");
        var tops = await steps.EvaluateAllAsync<double[]>("steps => steps.map(step => step.getBoundingClientRect().top)");
        var heights = await steps.EvaluateAllAsync<double[]>("steps => steps.map(step => step.scrollHeight)");

        Assert.Equal(6, tops.Length);
        Assert.Single(tops.Distinct());
        Assert.Single(heights.Distinct());
    }

    private static string DateTimeOffsetOf(Visit visit) =>
        visit.ArrivedAt!.Value.InZone(NodaTime.DateTimeZoneProviders.Tzdb["Asia/Shanghai"]).ToString("HH:mm", null);
}
