using System.Net;
using System.Text.Json;
using Aftercare.Modules.Field;
using Aftercare.Modules.Field.Face;
using Aftercare.Platform;

namespace Aftercare.Tests.Field;

/// <summary>The link printed on a service report: FindOrderLink, ReadLinkedOrder.</summary>
public sealed class LinkedOrderTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact, Trait("Requirement", "B12")]
    public async Task The_printed_link_opens_its_own_order_and_report_and_tells_nobodys_address()
    {
        var world = await FieldWorld.Open(app);
        var (order, token) = await Printed(world);
        var holder = app.CreateClient();

        var text = await holder.GetStringAsync($"/api/order-links/{token}");
        var shown = JsonSerializer.Deserialize<ReadLinkedOrder.Response>(text, PlatformJson.Options)!;

        var known = await world.Get(order);
        Assert.Equal((known.Number, WorkOrderStatus.Completed, "更换风扇与二极管", "户主确认恢复正常，运行平稳", known.CompletedAt), (shown.Number, shown.Status, shown.WorkDone, shown.Result, shown.CompletedAt));
        foreach (var secret in new[] { "13812345678", "世纪大道", "王小二", "赵工" }) Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
        var (chinese, english) = (await holder.GetByteArrayAsync($"/api/order-links/{token}/report"), await holder.GetByteArrayAsync($"/api/order-links/{token}/report?language=en"));
        Assert.True(chinese.Length > 100 && english.Length > 100);
        Assert.NotEqual(chinese, english);
    }

    [Fact]
    public async Task A_made_up_link_opens_nothing_and_a_link_opens_no_other_order()
    {
        var world = await FieldWorld.Open(app);
        var (order, token) = await Printed(world);
        var other = (await world.Get(await world.Order())).Id;

        foreach (var path in new[] { "guessed", $"{token}x", "guessed/report" })
        {
            var answer = await app.CreateClient().GetAsync($"/api/order-links/{path}");
            Assert.Equal((HttpStatusCode.NotFound, "order-link.unknown"), (answer.StatusCode, await answer.Code()));
        }
        var found = await app.Ask(Caller.Anonymous(), new FindOrderLink.Query(token));
        Assert.Equal((world.Company.Id, order), (found.Company, found.Order));
        var holder = Caller.Link("order", found.Company, found.Order.Value, "order.by-link");
        foreach (var wanted in new[] { order, other }) Assert.Equal("permission.missing", await TestApp.CodeOf(() => app.Ask(holder, new GetWorkOrder.Query(wanted))));
        Assert.Equal("permission.missing", await TestApp.CodeOf(() => app.Ask(world.Dispatcher, new ReadLinkedOrder.Query())));
        var foreign = Caller.Link("order", (await FieldWorld.Open(app)).Company.Id, order.Value, "order.by-link");
        Assert.Equal("work-order.not-found", await TestApp.CodeOf(() => app.Ask(foreign, new ReadLinkedOrder.Query())));
    }

    /// <summary>A completed order, filed with a report whose link the test knows.</summary>
    private async Task<(WorkOrderId, string)> Printed(FieldWorld world)
    {
        var (order, token, zhao) = (await world.Completed(world.Zhao), OrderLink.NewToken(), world.Technician(world.Zhao));
        await app.Run(zhao, new FileServiceReport.Command(order, OrderLink.HashOf(token), await world.Upload(zhao, "报告.png", 3), await world.Upload(zhao, "report.png", 4), await world.Upload(zhao, "t.png", 5), null));
        return (order, token);
    }
}
