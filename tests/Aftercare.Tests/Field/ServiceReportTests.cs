using System.Net;
using Aftercare.Modules.Field;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using UglyToad.PdfPig;

namespace Aftercare.Tests.Field;

public sealed class ServiceReportTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact, Trait("Requirement", "R408"), Trait("Requirement", "R1519")]
    public async Task On_completion_the_report_with_parts_and_both_signatures_is_issued_as_pdf_and_attached_to_the_unit()
    {
        var world = await FieldWorld.Open(app);
        var order = await world.Completed(world.Zhao);

        await app.Settle();

        var completed = await world.Get(order);
        var attached = await app.Look(world.Company.Id, db => db.Set<StoredFile>().Where(file => file.MediaType == "application/pdf").ToListAsync());
        Assert.Contains(attached, file => file.OwnerKind == "asset" && file.OwnerId == world.Asset.Value);
        Assert.Contains(attached, file => file.OwnerKind == "ticket" && file.OwnerId == completed.Ticket.Value);
        Assert.Equal(2, attached.Count(file => file.OwnerKind == "work-order" && file.OwnerId == order.Value));

        using var pdf = PdfDocument.Open(await Download(world.Dispatcher, completed.Report!.Value));
        var text = string.Concat(pdf.GetPages().SelectMany(page => page.Letters).Select(letter => letter.Value)).Replace(" ", "", StringComparison.Ordinal);
        foreach (var expected in new[] { "维修报告", completed.Number, completed.TicketNumber, "王小二", "SN-0001", "工作温度过高，二极管击穿", "更换风扇与二极管", "户主确认恢复正常", "风扇FN-20×1", "二极管D-4007×2", "45分钟", "客户：王小二", "技师：赵工" })
            Assert.Contains(expected, text, StringComparison.Ordinal);
        Assert.Equal(2, pdf.GetPages().Sum(page => page.GetImages().Count()));

        using var english = PdfDocument.Open(await Download(world.Dispatcher, completed.EnglishReport!.Value));
        Assert.Contains("Servicereport", string.Concat(english.GetPage(1).Letters.Select(letter => letter.Value)).Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_report_is_read_by_who_may_see_the_order_and_by_nobody_else()
    {
        var world = await FieldWorld.Open(app);
        var order = await world.Completed(world.Zhao);
        await app.Settle();
        var report = (await world.Get(order)).Report!.Value;

        foreach (var stranger in new[] { world.Technician(world.Qian), (await FieldWorld.Open(app)).Dispatcher, Caller.Anonymous(world.Company.Id) })
            Assert.Equal(HttpStatusCode.NotFound, (await app.ClientFor(stranger).GetAsync($"/api/files/{report}")).StatusCode);
        Assert.NotEmpty(await Download(world.Technician(world.Zhao), report));
    }

    [Fact]
    public async Task The_same_order_gives_the_same_report()
    {
        var world = await FieldWorld.Open(app);
        var order = await world.Get(await world.Completed(world.Zhao));
        var texts = new Texts();

        byte[] Draw() => ServiceReport.Draw(order, new Dictionary<Signer, byte[]>(), "https://example.org/o/x", Texts.Chinese, texts);

        Assert.Equal(Draw(), Draw());
    }

    [Fact]
    public async Task A_report_that_could_not_be_filed_is_made_again_and_filed_once()
    {
        var world = await FieldWorld.Open(app);
        var order = await world.Completed(world.Zhao);
        await app.Settle();
        var first = (await world.Get(order)).Report;

        await app.Run(world.Company.System, new FileServiceReport.Command(order, new byte[32], default, default, default, null));

        Assert.Equal(first, (await world.Get(order)).Report);
    }

    private async Task<byte[]> Download(Caller caller, FileId file)
    {
        var answer = await app.ClientFor(caller).GetAsync($"/api/files/{file}");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("application/pdf", answer.Content.Headers.ContentType?.MediaType);
        return await answer.Content.ReadAsByteArrayAsync();
    }
}
