using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using MiniExcelLibs;
using MiniExcelLibs.Csv;
using NodaTime;

namespace Aftercare.Modules.Satisfaction;

/// <summary>The call-back list as a file, with the filter of the list and nothing the caller does not see in it.</summary>
internal static class ExportCallbacks
{
    /// <summary>More than this is a report, not a list.</summary>
    private const int MostRows = 10_000;

    /// <param name="Format">`xlsx` or `csv`.</param>
    [Needs("satisfaction.read")]
    internal sealed record Query(CallbackFilter Filter, string Format = "xlsx") : IQuery<Response>;

    internal sealed record Response(byte[] Content, string ContentType, string FileName);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/callbacks/export", Get).Produces(200, contentType: "application/octet-stream");

    /// <summary>The filtered call-back list as an Excel or CSV file, at most 10 000 rows.</summary>
    internal static async Task<IResult> Get([AsParameters] ListCallbacks.FilterQuery filter, Door door, CancellationToken ct, string format = "xlsx")
    {
        var file = await door.Ask(new Query(filter.ToFilter(), format), ct);
        return TypedResults.File(file.Content, file.ContentType, file.FileName);
    }

    internal sealed class Handler(AppDb db, CallbackList list, Texts texts, IOrganisation organisation) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            if (query.Format is not ("xlsx" or "csv")) throw Refusal.Invalid("export.format-unknown", nameof(query.Format), query.Format);
            var zones = (await organisation.Units(ct)).ToDictionary(unit => unit.Id, unit => unit.Zone);
            var lines = (await list.Read(query.Filter, null, MostRows, ct)).Select(line => Line(line, zones[line.Unit], caller.Language));

            using var file = new MemoryStream();
            if (query.Format == "xlsx") await file.SaveAsAsync(lines, cancellationToken: ct);
            else await file.SaveAsAsync(lines, excelType: ExcelType.CSV, configuration: new CsvConfiguration { StreamWriterFunc = stream => new StreamWriter(stream, new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true) }, cancellationToken: ct);
            var type = query.Format == "csv" ? "text/csv" : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
            return new(file.ToArray(), type, $"callbacks-{db.Now:uuuuMMdd'T'HHmm}.{query.Format}");
        }

        private Dictionary<string, object?> Line(CallbackLine line, DateTimeZone zone, string language) => new()
        {
            [texts.In(language, "satisfaction.order")] = line.Number,
            [texts.In(language, "satisfaction.callback.state")] = texts.In(language, $"satisfaction.callback.state.{line.State}"),
            [texts.In(language, "satisfaction.callback.purpose")] = texts.In(language, $"satisfaction.callback.purpose.{line.Purpose}"),
            [texts.In(language, "satisfaction.customer")] = Safe(line.CustomerName),
            [texts.In(language, "satisfaction.callback.phone")] = Safe(line.Phone),
            [texts.In(language, "satisfaction.kind")] = texts.ServiceKind(language, line.Kind),
            [texts.In(language, "satisfaction.request")] = Safe(line.Request),
            [texts.In(language, "satisfaction.work")] = Safe(line.Work),
            [texts.In(language, "satisfaction.technician")] = Safe(line.Technician),
            [texts.In(language, "satisfaction.unit")] = Safe(line.UnitName),
            [texts.In(language, "satisfaction.callback.assignee")] = Safe(line.Assignee),
            [texts.In(language, "satisfaction.callback.due")] = line.DueAt.InZone(zone).ToDateTimeUnspecified(),
            [texts.In(language, "satisfaction.callback.calls")] = line.Calls,
            [texts.In(language, "satisfaction.stars")] = line.Overall,
            [texts.In(language, "satisfaction.comment")] = Safe(line.Remark),
            [texts.In(language, "satisfaction.callback.closed")] = line.ClosedAt?.InZone(zone).ToDateTimeUnspecified(),
        };

        // What a customer typed must not become a formula in somebody's spreadsheet.
        private static string? Safe(string? text) => text is ['=' or '+' or '-' or '@' or '\t', ..] ? "'" + text : text;
    }
}
