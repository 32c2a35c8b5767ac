using System.Net;
using System.Net.Http.Json;
using Aftercare.Modules.Field;
using Aftercare.Modules.Field.Face;
using Aftercare.Platform;
using NodaTime;
using UglyToad.PdfPig;

namespace Aftercare.Tests.Field;

public sealed class OldPartTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact, Trait("Requirement", "B15"), Trait("Requirement", "R408")]
    public async Task An_old_part_is_owed_by_its_technician_and_point_by_age_until_the_store_receives_it()
    {
        var world = await FieldWorld.Open(app);
        var store = Store(world);
        var first = await world.OnSite(world.Zhao);
        var client = app.ClientFor(world.Technician(world.Zhao) with { Language = "en" });
        var used = await (await client.PostAsJsonAsync($"/api/work-orders/{first}/parts", new { name = "主控板", partNumber = "PCB-3", newSerial = "N-771", oldSerial = "O-118", oldDue = true })).Read<UsePart.Response>();
        await app.Run(world.Technician(world.Zhao), new UsePart.Command("螺丝", 4) { Id = first });
        app.Time.Pass(Duration.FromDays(20));
        var second = await Take(world, world.Qian);
        await app.Run(world.Dispatcher, new UsePart.Command("电机", 2, OldDue: true) { Id = second });

        var ageing = await (await app.ClientFor(store).GetAsync("/api/old-parts/ageing")).Read<IReadOnlyList<ShowOldPartsAgeing.Row>>();
        Assert.Equal([("赵工", 0, 0, 1, 0, 1, 20), ("钱工", 2, 0, 0, 0, 2, 0)], ageing.Select(row => (row.Name, row.Week, row.Fortnight, row.Month, row.Longer, row.Total, row.OldestDays)));
        Assert.All(ageing, row => Assert.Equal((world.Unit, "上海服务中心"), (row.Unit, row.UnitName)));
        var owed = (await (await app.ClientFor(store).GetAsync("/api/old-parts")).Read<PageOf<ListOldParts.Row>>()).Items;
        Assert.Equal(["主控板", "电机"], owed.Select(row => row.Name));

        async Task<(HttpStatusCode, string?)> Receive(Caller caller, object command) => await app.ClientFor(caller).PostAsJsonAsync($"/api/old-parts/{used.Part}/receive", command) is var answer ? (answer.StatusCode, answer.IsSuccessStatusCode ? null : await answer.Code()) : default;
        Assert.Equal((HttpStatusCode.Forbidden, "used-part.own-receipt"), await Receive(store with { Person = world.Zhao }, new { quantity = 1, serial = "O-118" }));
        Assert.Equal((HttpStatusCode.BadRequest, "used-part.difference-reason"), await Receive(store, new { quantity = 1, serial = "O-999" }));
        Assert.Equal((HttpStatusCode.BadRequest, "used-part.difference-reason"), await Receive(store, new { quantity = 0 }));
        Assert.Equal((HttpStatusCode.BadRequest, "used-part.too-many"), await Receive(store, new { quantity = 2, serial = "O-118" }));
        Assert.Equal((HttpStatusCode.Conflict, "changed-meanwhile"), await Receive(store, new { quantity = 1, serial = "O-118", version = 7 }));
        Assert.Equal((HttpStatusCode.OK, null), await Receive(store, new { quantity = 1, serial = "O-999", difference = "铭牌换过，照片已核", version = owed[0].Version }));
        Assert.Equal((HttpStatusCode.Conflict, "used-part.already-received"), await Receive(store, new { quantity = 1, serial = "O-118" }));

        var back = Assert.Single((await app.Ask(store, new ListOldParts.Query(Received: true))).Items);
        Assert.Equal(("主控板", 1, "O-999", "铭牌换过，照片已核", 20), (back.Name, back.ReceivedQuantity, back.ReceivedSerial, back.Difference, back.Days));
        Assert.Single(await app.Ask(store, new ShowOldPartsAgeing.Query()));
    }

    [Fact, Trait("Requirement", "B15")]
    public async Task An_old_part_of_the_right_number_and_serial_is_received_without_a_reason_and_stands_in_the_report()
    {
        var world = await FieldWorld.Open(app);
        var (order, technician) = (await world.OnSite(world.Zhao), world.Technician(world.Zhao));
        var part = (await app.Run(technician, new UsePart.Command("主控板", 1, "PCB-3", "N-771", "O-118", true) { Id = order })).Part;
        var mistake = (await app.Run(technician, new UsePart.Command("风扇") { Id = order })).Part;
        Assert.Equal(HttpStatusCode.OK, (await app.ClientFor(technician).DeleteAsync($"/api/work-orders/{order}/parts/{mistake}")).StatusCode);
        Assert.Equal("used-part.not-found", await TestApp.CodeOf(() => app.Run(technician, new RemoveUsedPart.Command(mistake) { Id = order })));
        await app.Run(Store(world), new ReceiveOldPart.Command(1, "o-118") { Id = part });
        Assert.Equal("used-part.already-received", await TestApp.CodeOf(() => app.Run(technician, new RemoveUsedPart.Command(part) { Id = order })));
        await app.Run(technician, FieldWorld.Findings(order) with { Parts = null });
        await world.SignBoth(order, world.Zhao);
        await app.Run(technician, new CompleteWorkOrder.Command { Id = order });
        await app.Settle();

        var row = Assert.Single((await (await app.ClientFor(technician).GetAsync($"/api/work-orders/{order}/parts")).Read<GetOrderParts.Response>()).Parts);
        Assert.Equal((true, null), (row.ReceivedAt is not null, row.Difference));
        using var pdf = PdfDocument.Open(await (await app.ClientFor(technician).GetAsync($"/api/files/{(await world.Get(order)).Report}")).Content.ReadAsByteArrayAsync());
        var text = string.Concat(pdf.GetPages().SelectMany(page => page.Letters).Select(letter => letter.Value)).Replace(" ", "", StringComparison.Ordinal);
        foreach (var expected in new[] { "PCB-3主控板", "N-771", "O-118" }) Assert.Contains(expected, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_not_see_or_receive_old_parts_is_told_so()
    {
        var world = await FieldWorld.Open(app);
        var (order, technician) = (await world.OnSite(world.Zhao), world.Technician(world.Zhao));
        Assert.Equal("used-part.same-serial", await TestApp.CodeOf(() => app.Run(technician, new UsePart.Command("主控板", NewSerial: "A-1", OldSerial: "a-1") { Id = order })));
        Assert.Equal("work-order.not-found", await TestApp.CodeOf(() => app.Run(world.Technician(world.Qian), new UsePart.Command("主控板") { Id = order })));
        var part = (await app.Run(technician, new UsePart.Command("主控板", OldDue: true) { Id = order })).Part;
        var loose = (await app.Run(technician, new UsePart.Command("垫片") { Id = order })).Part;

        Assert.Equal(HttpStatusCode.Forbidden, (await app.ClientFor(technician).GetAsync("/api/old-parts")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await app.ClientFor(Caller.Anonymous(world.Company.Id)).GetAsync("/api/old-parts/ageing")).StatusCode);
        var elsewhere = world.Company.PersonOf(await world.Company.AddUnit("北京服务中心"), "parts.read", "parts.do");
        Assert.Empty((await app.Ask(elsewhere, new ListOldParts.Query())).Items);
        Assert.Equal("used-part.not-found", await TestApp.CodeOf(() => app.Run(elsewhere, new ReceiveOldPart.Command(1) { Id = part })));
        Assert.Equal("used-part.not-found", await TestApp.CodeOf(async () => await app.Run(Store(await FieldWorld.Open(app)), new ReceiveOldPart.Command(1) { Id = part })));
        Assert.Equal("used-part.nothing-owed", await TestApp.CodeOf(() => app.Run(Store(world), new ReceiveOldPart.Command(1) { Id = loose })));
        Assert.Single((await app.Ask(technician with { Permissions = Store(world).Permissions }, new ListOldParts.Query())).Items);
        Assert.Empty((await app.Ask(world.Technician(world.Qian) with { Permissions = Store(world).Permissions }, new ListOldParts.Query())).Items);
    }

    private static Caller Store(FieldWorld world) => world.Company.PersonOf(world.Unit, "parts.read", "parts.do") with { Person = world.Intake };

    /// <summary>Another order, three weeks later, whose technician stands at the door.</summary>
    private async Task<WorkOrderId> Take(FieldWorld world, PersonId technician)
    {
        var order = await world.Order();
        await app.Run(world.Dispatcher, new Aftercare.Modules.Dispatch.DispatchWorkOrder.Command(technician, app.Time.Now + Duration.FromHours(1), 60) { Id = order });
        await app.Run(world.Dispatcher, new AcceptWorkOrder.Command { Id = order });
        await app.Run(world.Dispatcher, new ArriveOnSite.Command { Id = order });
        return order;
    }
}
