using Aftercare.Modules.Messages;
using Aftercare.Platform;
using Aftercare.Tests.Field;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Tests.Messages;

public sealed class MessageTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact, Trait("Requirement", "B09")]
    public async Task In_the_sandbox_nothing_leaves_and_every_message_reads_as_its_receiver_would_see_it()
    {
        var world = await FieldWorld.Open(app);
        await world.Completed(world.Zhao);
        await app.Settle();

        var list = (await app.Ask(world.Company.System, new ListMessages.Query())).Items;
        Assert.Equal(["rating-asked", "visit-assigned", "visit-scheduled"], list.Select(row => row.Template).Order(StringComparer.Ordinal));
        Assert.All(list, row => Assert.Equal(MessageState.Sent, row.State));
        Assert.Contains("••••••", list.Single(row => row.Template == "rating-asked").Body, StringComparison.Ordinal);

        var shown = await app.Ask(world.Company.System, new GetMessage.Query(list.Single(row => row.Template == "rating-asked").Id));
        Assert.True(shown.Sandbox);
        Assert.Matches("http://[a-z0-9.:]+/r/[A-Za-z0-9_-]{43}$", shown.Body);
    }

    [Fact]
    public async Task A_technician_is_told_in_the_product_of_a_new_visit()
    {
        var world = await FieldWorld.Open(app);
        var order = await world.Order();
        await app.Run(world.Dispatcher, FieldWorld.Book(order, world.Zhao));
        await app.Settle();

        var message = Assert.Single((await app.Ask(world.Technician(world.Zhao), new MyMessages.Query())).Messages);

        Assert.Equal(($"/my-day/{order}", true), (message.Href, message.Unread));
        Assert.Contains("2026-03-03 09:00–11:00", message.Body, StringComparison.Ordinal);
        Assert.Empty((await app.Ask(world.Technician(world.Qian), new MyMessages.Query())).Messages);
    }

    [Fact]
    public async Task A_company_words_its_messages_itself_with_known_variables_only()
    {
        var world = await FieldWorld.Open(app);
        Task Set(string body, string code = "visit-scheduled") => app.Run(world.Company.System, new SetTemplate.Command(code, "zh-CN", null, body));

        Assert.Equal("template.unknown-variable", await TestApp.CodeOf(() => Set("您好 {name}")));
        Assert.Equal("template.needs-variable", await TestApp.CodeOf(() => Set("请评价 {number}", "rating-asked")));
        Assert.Equal("template.not-found", await TestApp.CodeOf(() => Set("x", "birthday")));
        await Set("【我们】{technician} {day} 上门，单号 {number}");
        await app.Run(world.Dispatcher, FieldWorld.Book(await world.Order(), world.Zhao));
        await app.Settle();

        var body = await app.Look(world.Company.Id, db => db.Set<Message>().Where(message => message.Template == "visit-scheduled").Select(message => message.Body).SingleAsync());
        Assert.StartsWith("【我们】赵工 2026-03-03 上门，单号 WO260302-", body, StringComparison.Ordinal);

        await app.Run(world.Company.System, new SetTemplate.Command("visit-scheduled", "zh-CN"));
        Assert.DoesNotContain((await app.Ask(world.Company.System, new ListTemplates.Query())).Templates, row => row.Own);
    }

    [Fact]
    public async Task Messages_are_seen_by_their_unit_and_by_who_they_are_for_and_by_nobody_else()
    {
        var world = await FieldWorld.Open(app);
        await app.Run(world.Dispatcher, FieldWorld.Book(await world.Order(), world.Zhao));
        await app.Settle();
        var elsewhere = world.Company.PersonOf(await world.Company.AddUnit("北京", world.Unit), "platform.read");
        var some = (await app.Ask(world.Company.System, new ListMessages.Query())).Items[0].Id;

        foreach (var stranger in new[] { elsewhere, (await FieldWorld.Open(app)).Company.Person("platform.read"), Reader(world, world.Qian), Caller.Anonymous(world.Company.Id, "platform.read"), Caller.Link("rating", world.Company.Id, some.Value, "platform.read") })
        {
            Assert.Empty((await app.Ask(stranger, new ListMessages.Query())).Items);
            Assert.Equal("message.not-found", await TestApp.CodeOf(() => app.Ask(stranger, new GetMessage.Query(some))));
        }
        Assert.Equal(["visit-assigned"], (await app.Ask(Reader(world, world.Zhao), new ListMessages.Query())).Items.Select(row => row.Template));
        Assert.Equal(2, (await app.Ask(world.Company.PersonOf(world.Unit, "platform.read"), new ListMessages.Query())).Items.Count);
    }

    private static Caller Reader(FieldWorld world, PersonId person) => world.Technician(person) with { Permissions = System.Collections.Frozen.FrozenSet.ToFrozenSet(["platform.read"]) };
}
