using System.Net;
using System.Net.Http.Json;
using Aftercare.Modules.Field;
using Aftercare.Platform;
using Aftercare.Tests.Desk;
using NodaTime;

namespace Aftercare.Tests.Field;

/// <summary>Pictures and the story of an order: AddPhoto, TellOrderStory.</summary>
public sealed class WorkOnSiteTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact, Trait("Requirement", "R1519")]
    public async Task A_photo_sent_twice_is_kept_once_with_the_devices_time()
    {
        var world = await FieldWorld.Open(app);
        var (order, zhao) = (await world.OnSite(world.Zhao), world.Technician(world.Zhao));
        var photo = await world.Upload(zhao, "现场.png", 3);
        var taken = DeskWorld.Shanghai($"{FieldWorld.Tuesday} 14:03");

        for (var time = 0; time < 2; time++)
            Assert.Equal(HttpStatusCode.OK, (await app.ClientFor(zhao).PostAsJsonAsync($"/api/work-orders/{order}/photos", new AddPhoto.Command(photo, "风扇停转", taken), PlatformJson.Options)).StatusCode);
        await app.Run(zhao, new AddPhoto.Command(await world.Upload(zhao, "二.png", 4)) { Id = order });

        var photos = (await world.Get(order)).Photos;
        Assert.Equal([(photo, "风扇停转", taken), (photos[1].File, null, app.Time.Now)], photos.Select(row => (row.File, row.Caption, row.TakenAt)));
        Assert.Equal(HttpStatusCode.OK, (await app.ClientFor(world.Dispatcher).GetAsync($"/api/files/{photo}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await app.ClientFor(world.Technician(world.Qian)).GetAsync($"/api/files/{photo}")).StatusCode);
    }

    [Fact]
    public async Task Photos_are_added_on_site_by_who_works_there_with_files_of_their_own()
    {
        var world = await FieldWorld.Open(app);
        var (zhao, qian) = (world.Technician(world.Zhao), world.Technician(world.Qian));
        var order = await world.Accepted(world.Zhao);
        var photo = await world.Upload(zhao, "a.png", 3);

        Assert.Equal("work-order.not-on-site", await TestApp.CodeOf(() => app.Run(zhao, new AddPhoto.Command(photo) { Id = order })));
        app.Time.SetShanghai($"{FieldWorld.Tuesday} 14:05");
        await app.Run(zhao, new ArriveOnSite.Command { Id = order });
        Assert.Equal("work-order.not-found", await TestApp.CodeOf(() => app.Run(qian, new AddPhoto.Command(photo) { Id = order })));
        Assert.Equal("permission.missing", await TestApp.CodeOf(() => app.Run(zhao with { Permissions = ["field.read"] }, new AddPhoto.Command(photo) { Id = order })));
        var foreign = await world.Upload(qian, "b.png", 3);
        Assert.Equal("file.not-found", await TestApp.CodeOf(() => app.Run(zhao, new AddPhoto.Command(foreign) { Id = order })));
        Assert.Equal("changed-meanwhile", await TestApp.CodeOf(() => app.Run(zhao, new AddPhoto.Command(photo, Version: 1) { Id = order })));
        Assert.Empty((await world.Get(order)).Photos);
    }

    [Fact]
    public async Task The_story_of_an_order_is_told_newest_first_in_the_readers_language_to_who_sees_it()
    {
        var world = await FieldWorld.Open(app);
        var (order, zhao) = (await world.Order(), world.Technician(world.Zhao));
        app.Time.Pass(Duration.FromMinutes(1));
        await app.Run(world.Dispatcher, FieldWorld.Book(order, world.Zhao, "14:00"));
        app.Time.Pass(Duration.FromMinutes(1));
        await app.Run(zhao, new AcceptWorkOrder.Command { Id = order });
        app.Time.SetShanghai($"{FieldWorld.Tuesday} 14:05");
        await app.Run(zhao, new ArriveOnSite.Command { Id = order });
        await app.Run(zhao, FieldWorld.Findings(order));
        await world.SignBoth(order, world.Zhao);
        app.Time.SetShanghai($"{FieldWorld.Tuesday} 15:00");
        await app.Run(zhao, new CompleteWorkOrder.Command { Id = order });

        var english = await app.Ask(world.Dispatcher, new TellOrderStory.Query(order));
        var chinese = await (await app.ClientFor(world.Dispatcher, "zh-CN").GetAsync($"/api/work-orders/{order}/story")).Read<TellOrderStory.Response>();

        Assert.Equal(english.Entries.Select(entry => entry.At).OrderDescending(), english.Entries.Select(entry => entry.At));
        Assert.Equal(["clipboard-list", "calendar-event", "check", "map-pin-check", "circle-check"], english.Entries.Reverse().Where(entry => entry.Href == $"/work-orders/{order}").Select(entry => entry.Icon));
        Assert.Equal(("赵工", "户主确认恢复正常，运行平稳"), (english.Entries[0].Who, english.Entries[0].Detail));
        Assert.Equal(english.Entries.Count, chinese.Entries.Count);
        Assert.NotEqual(english.Entries[0].What, chinese.Entries[0].What);
        foreach (var stranger in new[] { world.Technician(world.Qian), (await FieldWorld.Open(app)).Dispatcher })
            Assert.Equal("work-order.not-found", await TestApp.CodeOf(() => app.Ask(stranger, new TellOrderStory.Query(order))));
        Assert.Equal("permission.missing", await TestApp.CodeOf(() => app.Ask(world.Company.Person("desk.read"), new TellOrderStory.Query(order))));
    }
}
