using System.Net;
using Aftercare.Modules.Desk;
using Aftercare.Platform;
using Aftercare.Tests.Field;

namespace Aftercare.Tests.Desk;

public sealed class TicketFilesTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task Files_of_tickets_orders_and_assets_are_read_by_who_sees_the_record_and_by_nobody_else()
    {
        var world = await FieldWorld.Open(app);
        var order = await world.Completed(world.Zhao);
        await app.Settle();
        var (ticket, report) = ((await world.Get(order)).Ticket, (await world.Get(order)).Report!.Value);
        var ofTicket = Assert.Single(await app.Ask(world.Dispatcher, new ListTicketFiles.Query(ticket))).Id;
        var ofAsset = await app.Look(world.Company.Id, async db => (await new Aftercare.Platform.Files().Of(db, "asset", world.Asset.Value, default))[0].Id);
        var elsewhere = await world.Company.AddUnit("虹口网点");
        string[] everything = ["desk.read", "desk.do", "field.read", "field.do", "field.manage", "customers.read"];
        var reader = world.Company.PersonOf(world.Unit, everything);
        Caller[] strangers =
        [
            world.Company.PersonOf(elsewhere, everything), world.Technician(world.Qian), (await app.FoundCompany()).Person(everything), Caller.Anonymous(world.Company.Id, "portal.report"),
            Caller.Link("order", world.Company.Id, order.Value + 1000, everything),
        ];

        foreach (var file in new[] { report, ofTicket, ofAsset })
        {
            Assert.Equal((file, HttpStatusCode.OK), (file, await Status(reader, file)));
            foreach (var stranger in strangers) Assert.Equal((file, stranger.Name, HttpStatusCode.NotFound), (file, stranger.Name, await Status(stranger, file)));
        }
        foreach (var stranger in strangers) Assert.NotEqual(HttpStatusCode.OK, (await app.ClientFor(stranger).GetAsync($"/api/tickets/{ticket}/files")).StatusCode);
    }

    private async Task<HttpStatusCode> Status(Caller caller, FileId file) => (await app.ClientFor(caller).GetAsync($"/api/files/{file}")).StatusCode;
}
