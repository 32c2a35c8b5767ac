using System.Globalization;
using Aftercare.Platform;
using NodaTime;

namespace Aftercare.Modules.Field;

/// <summary>The service report (维修报告) of a completed order as a PDF, for the customer and the archive (R408). Pure: the same order gives the same bytes.</summary>
internal static class ServiceReport
{
    /// <param name="signatures">The drawn signatures as pictures.</param>
    /// <param name="link">Where the customer finds the order; also as a QR code.</param>
    public static byte[] Draw(GetWorkOrder.Response order, IReadOnlyDictionary<Signer, byte[]> signatures, string link, string language, Texts texts)
    {
        string T(string key, params object?[] arguments) => texts.In(language, $"field.report.{key}", arguments);
        var visit = order.Visits.LastOrDefault(visit => visit.Stands) ?? throw new InvalidOperationException($"{order.Number} has no visit.");
        var completed = order.CompletedAt ?? throw new InvalidOperationException($"{order.Number} is not completed.");

        using var paper = new Paper($"{T("title")} {order.Number}", completed.ToDateTimeOffset());
        paper.Title(T("title"), order.Number);
        paper.Pairs(
            (T("ticket"), order.TicketNumber), (T("kind"), KindName(texts, language, order.Kind)), (T("technician"), visit.TechnicianName), (T("appointment"), Wall(visit.SlotStart, order.Zone)),
            (T("arrived"), visit.ArrivedAt is { } arrived ? Wall(arrived, order.Zone) : null), (T("completed"), Wall(completed, order.Zone)));

        paper.Heading(T("customer"));
        paper.Pairs((T("name"), order.Customer.Name), (T("contact"), order.Contact?.Name), (T("phone"), order.Contact?.Phone ?? order.Customer.Phone), (T("address"), order.Site?.OneLine));

        if (order.Asset is { } asset)
        {
            paper.Heading(T("asset"));
            paper.Pairs((T("model"), asset.ModelName), (T("serial"), asset.SerialNumber), (T("warranty"), asset.WarrantyUntil?.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture)));
        }

        paper.Heading(T("findings"));
        paper.Pairs(
            (T("request"), order.Request), (T("fault"), string.Join(' ', new[] { order.FaultCode, order.FaultText }.Where(part => !string.IsNullOrWhiteSpace(part)))), (T("cause"), order.Cause), (T("action"), order.Action),
            (T("result"), order.Result), (T("hours"), order.WorkMinutes is { } minutes ? T("minutes", minutes) : null));

        if (!string.IsNullOrWhiteSpace(order.Parts))
        {
            paper.Heading(T("parts"));
            paper.Table(["#", T("part")], [1, 14], order.Parts.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select((part, index) => (IReadOnlyList<string>)[(index + 1).ToString(CultureInfo.InvariantCulture), part]));
        }

        if (order.UsedParts is { Count: > 0 } used)
        {
            if (string.IsNullOrWhiteSpace(order.Parts)) paper.Heading(T("parts"));
            paper.Table(["#", T("part"), T("part-quantity"), T("part-new"), T("part-old")], [1, 6, 2, 3, 3], used.Select((part, index) => (IReadOnlyList<string>)
                [(index + 1).ToString(CultureInfo.InvariantCulture), $"{part.PartNumber} {part.Name}".Trim(), part.Quantity.ToString(CultureInfo.InvariantCulture), part.NewSerial ?? "", part.OldSerial ?? ""]));
        }

        foreach (var sheet in order.Checklists ?? [])
        {
            paper.Heading(language == Texts.English ? sheet.English : sheet.Chinese);
            paper.Table(["#", T("check"), T("check-value"), T("check-state")], [1, 7, 5, 2], sheet.Lines.Select((line, index) => (IReadOnlyList<string>)
                [(index + 1).ToString(CultureInfo.InvariantCulture), line.Item.In(language), $"{ValueOf(texts, language, line)} {line.Note}".Trim(), texts.In(language, $"field.checks.state.{line.State}")]));
        }

        paper.Heading(T("signatures"));
        paper.Pictures(64, [.. Enum.GetValues<Signer>().Select(signer => (signatures.GetValueOrDefault(signer), Caption(signer)))]);
        if (order.UnsignedReason is { } why) paper.Pairs((T("unsigned"), why));
        paper.QrCode(link, T("scan"));
        return paper.ToPdf();

        string Caption(Signer signer) => order.Signatures.SingleOrDefault(row => row.Signer == signer) is { } signature
            ? T($"signed-{signer}", signature.Name, Wall(signature.SignedAt, order.Zone))
            : T($"not-signed-{signer}");
    }

    /// <summary>The name of a kind of work; kinds a company made itself are named by their code.</summary>
    public static string KindName(Texts texts, string language, string kind) => texts.Has($"field.kind.{kind}") ? texts.In(language, $"field.kind.{kind}") : kind;

    /// <summary>What was answered, as people read it.</summary>
    public static string ValueOf(Texts texts, string language, GetOrderChecklists.Line line) => (line.Item.Answer, line.Value) switch
    {
        (CheckAnswer.Photo, _) => line.Photos.Count > 0 ? texts.In(language, "field.checks.photos", line.Photos.Count) : "",
        (_, null) => "",
        (CheckAnswer.YesNo, var value) => texts.In(language, value == "yes" ? "field.checks.yes" : "field.checks.no"),
        (_, var value) => $"{value} {line.Item.Unit}".TrimEnd(),
    };

    private static string Wall(Instant at, DateTimeZone zone) => at.InZone(zone).ToString("uuuu-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
