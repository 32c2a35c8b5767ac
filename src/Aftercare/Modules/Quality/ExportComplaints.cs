using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using MiniExcelLibs;
using MiniExcelLibs.Csv;
using NodaTime;

namespace Aftercare.Modules.Quality;

/// <summary>A list of complaints as a file, with the filter of the list and nothing the caller does not see in it.</summary>
internal static class ExportComplaints
{
    /// <summary>More than this is a report, not a list.</summary>
    private const int MostRows = 10_000;

    /// <param name="Format">`xlsx` or `csv`.</param>
    [Needs("quality.read")]
    internal sealed record Query(ComplaintFilter Filter, string Format = "xlsx") : IQuery<Response>;

    internal sealed record Response(byte[] Content, string ContentType, string FileName);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/complaints/export", Get).Produces(200, contentType: "application/octet-stream");

    /// <summary>The filtered list as an Excel or CSV file, at most 10 000 rows.</summary>
    internal static async Task<IResult> Get([AsParameters] ListComplaints.FilterQuery filter, Door door, CancellationToken ct, string format = "xlsx")
    {
        var file = await door.Ask(new Query(filter.ToFilter(), format), ct);
        return TypedResults.File(file.Content, file.ContentType, file.FileName);
    }

    internal sealed class Handler(AppDb db, ComplaintPages pages, ComplaintRows rows, Texts texts, IOrganisation organisation) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            if (query.Format is not ("xlsx" or "csv")) throw Refusal.Invalid("export.format-unknown", nameof(query.Format), query.Format);
            var zones = (await organisation.Units(ct)).ToDictionary(unit => unit.Id, unit => unit.Zone);
            var lines = (await rows.Of(await pages.Read(query.Filter, null, MostRows, ct), ct)).Select(row => Line(row, zones[row.Unit], caller.Language));

            using var file = new MemoryStream();
            if (query.Format == "xlsx") await file.SaveAsAsync(lines, cancellationToken: ct);
            else await file.SaveAsAsync(lines, excelType: ExcelType.CSV, configuration: new CsvConfiguration { StreamWriterFunc = stream => new StreamWriter(stream, new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true) }, cancellationToken: ct);
            var type = query.Format == "csv" ? "text/csv" : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
            return new(file.ToArray(), type, $"complaints-{db.Now:uuuuMMdd'T'HHmm}.{query.Format}");
        }

        private Dictionary<string, object?> Line(ListComplaints.Row row, DateTimeZone zone, string language) => new()
        {
            [texts.In(language, "quality.number")] = row.Number,
            [texts.In(language, "quality.status")] = texts.In(language, $"quality.status.{row.Status}"),
            [texts.In(language, "quality.severity")] = texts.In(language, $"quality.severity.{row.Severity}"),
            [texts.In(language, "quality.category")] = texts.In(language, $"quality.category.{row.Category}"),
            [texts.In(language, "quality.channel")] = texts.In(language, $"quality.channel.{row.Channel}"),
            [texts.In(language, "quality.customer")] = Safe(row.CustomerName),
            [texts.In(language, "quality.words")] = Safe(row.Words),
            [texts.In(language, "quality.owner")] = Safe(row.OwnerName),
            [texts.In(language, "quality.unit")] = Safe(row.UnitName),
            [texts.In(language, "quality.valid")] = row.Valid is { } valid ? texts.In(language, $"quality.valid.{valid}") : null,
            [texts.In(language, "quality.refusals")] = row.Refusals,
            [texts.In(language, "quality.received-at")] = row.ReceivedAt.InZone(zone).ToDateTimeUnspecified(),
            [texts.In(language, "quality.due-at")] = row.Clock?.DueAt.InZone(zone).ToDateTimeUnspecified(),
            [texts.In(language, "quality.closed-at")] = row.ClosedAt?.InZone(zone).ToDateTimeUnspecified(),
        };

        // What a customer typed must not become a formula in somebody's spreadsheet.
        private static string? Safe(string? text) => text is ['=' or '+' or '-' or '@' or '\t', ..] ? "'" + text : text;
    }
}
