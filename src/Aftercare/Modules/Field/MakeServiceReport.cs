using Aftercare.Platform;

namespace Aftercare.Modules.Field;

/// <summary>Draws the service report in both languages after completion and files it: with the order, its ticket and its unit.</summary>
internal sealed class MakeServiceReport(Gateway gateway, FileRoom files, Texts texts, PublicAddress address) : IErrand
{
    public const string Kind = "field.service-report";

    string IErrand.Kind => Kind;

    public async Task Run(ErrandRun run, CancellationToken ct)
    {
        var order = await gateway.Ask(run.Caller, new GetWorkOrder.Query(new(run.Record)), ct);
        var signatures = new Dictionary<Signer, byte[]>();
        foreach (var signature in order.Signatures) signatures[signature.Signer] = await Read(run.Caller, signature.File, ct);
        var token = OrderLink.NewToken();

        var chinese = ServiceReport.Draw(order, signatures, address.Link($"/o/{token}"), Texts.Chinese, texts);
        var english = ServiceReport.Draw(order, signatures, address.Link($"/o/{token}"), Texts.English, texts);

        // A file belongs to one record; the same bytes are stored once however many records hold them.
        await run.Finish(new FileServiceReport.Command(
            order.Id, OrderLink.HashOf(token),
            await Stage(run.Caller, chinese, order, Texts.Chinese, ct), await Stage(run.Caller, english, order, Texts.English, ct),
            await Stage(run.Caller, chinese, order, Texts.Chinese, ct), order.Asset is null ? null : await Stage(run.Caller, chinese, order, Texts.Chinese, ct)));
    }

    private async Task<FileId> Stage(Caller caller, byte[] pdf, GetWorkOrder.Response order, string language, CancellationToken ct)
    {
        using var content = new MemoryStream(pdf);
        return (await files.Stage(caller, content, $"{texts.In(language, "field.report.title")} {order.Number}.pdf", ct)).Id;
    }

    private async Task<byte[]> Read(Caller caller, FileId file, CancellationToken ct)
    {
        var known = await gateway.Ask(caller, new ReadFile.Query(file), ct);
        await using var content = await files.Store.Open(known.Hash, ct) ?? throw Refusal.NotFound("file", file);
        using var bytes = new MemoryStream();
        await content.CopyToAsync(bytes, ct);
        return bytes.ToArray();
    }
}
