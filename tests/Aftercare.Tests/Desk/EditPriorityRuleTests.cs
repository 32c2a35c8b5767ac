using System.Net;
using System.Net.Http.Json;
using Aftercare.Modules.Desk;
using Aftercare.Modules.Desk.Face;
using Aftercare.Platform;
using static Aftercare.Tests.Desk.DeskWorld;

namespace Aftercare.Tests.Desk;

public sealed class EditPriorityRuleTests(TestApp app) : IClassFixture<TestApp>
{
    private static readonly EditPriorityRule.Command Smoke = new("smoke", "冒烟", "Smoke", Priority.P1, 5, ["冒烟", "smoke"], AdviceChinese: "请立即断电", AdviceEnglish: "Switch it off at the mains");

    [Fact, Trait("Requirement", "R306")]
    public async Task A_new_row_decides_the_requests_that_come_after_it_and_tells_what_to_do()
    {
        var desk = await Open(app);
        var before = await app.Run(desk.Agent, desk.Request("洗衣机有点冒烟"));

        await app.Run(desk.Company.System, Smoke with { Order = 1 });

        var after = await app.Run(desk.Agent, desk.Request("洗衣机有点冒烟"));
        Assert.Equal((Priority.P1, "Smoke", "Switch it off at the mains"), (after.Priority, after.PriorityWhy, after.Answer));
        Assert.Equal(before.Priority, (await desk.Get(before.Id)).Priority);
    }

    [Fact, Trait("Requirement", "R306")]
    public async Task A_changed_row_decides_by_its_new_words_and_a_row_switched_off_not_at_all()
    {
        var desk = await Open(app);
        var row = await app.Run(desk.Company.System, Smoke with { Order = 1 });
        await app.Run(desk.Company.System, Smoke with { Order = 1, Words = ["焦味"], Version = row.Version });
        Assert.NotEqual("Smoke", (await app.Run(desk.Agent, desk.Request("有点冒烟"))).PriorityWhy);
        Assert.Equal("Smoke", (await app.Run(desk.Agent, desk.Request("有焦味"))).PriorityWhy);
        var told = (await app.Ask(desk.Company.Person("platform.read"), new AuditTrail.Query(Size: 10))).Items.SelectMany(entry => entry.Changes);
        Assert.Equal(("[\"冒烟\",\"smoke\"]", "[\"焦味\"]"), told.First(change => change is { Field: "Words", Old: not null }) is var change ? (change.Old, change.New) : default);

        await app.Run(desk.Company.System, Smoke with { Order = 1, Words = ["焦味"], Active = false });

        Assert.NotEqual("Smoke", (await app.Run(desk.Agent, desk.Request("有焦味"))).PriorityWhy);
        var listed = await app.Ask(desk.Agent, new ListPriorityRules.Query());
        Assert.Equal(("smoke", false, 3), listed[0] is var first ? (first.Code, first.Active, first.Version) : default);
    }

    [Fact]
    public async Task A_stale_edit_a_type_that_is_not_there_and_those_without_the_permission_are_refused()
    {
        var desk = await Open(app);
        var row = await app.Run(desk.Company.System, Smoke);
        await app.Run(desk.Company.System, Smoke with { Order = 6, Version = row.Version });

        Assert.Equal("changed-meanwhile", await TestApp.CodeOf(() => app.Run(desk.Company.System, Smoke with { Version = row.Version })));
        Assert.Equal("request-type.not-found", await TestApp.CodeOf(() => app.Run(desk.Company.System, Smoke with { Type = "nothing" })));
        using var agent = app.ClientFor(desk.Agent, "zh-CN");
        Assert.Equal(HttpStatusCode.Forbidden, (await agent.PutAsJsonAsync("/api/desk/priority-rules", Smoke)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await agent.GetAsync("/api/desk/priority-rules")).StatusCode);
        Assert.DoesNotContain((await app.Ask((await Open(app)).Agent, new ListPriorityRules.Query())), other => other.Code == "smoke");
    }
}
