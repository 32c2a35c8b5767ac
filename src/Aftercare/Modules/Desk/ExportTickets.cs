using Aftercare.Platform;
using MiniExcelLibs;
using MiniExcelLibs.Csv;
using NodaTime;

namespace Aftercare.Modules.Desk;

/// <summary>A list of tickets as a file, with the filter of the list and nothing the caller does not see in it.</summary>
internal static class ExportTickets
{
    /// <summary>More than this is a report, not a list.</summary>
    private const int MostRows = 10_000;

    /// <param name="Format">`xlsx` or `csv`.</param>
    [Needs("desk.read")]
    internal sealed record Query(TicketFilter Filter, string Format = "xlsx") : IQuery<Response>;

    internal sealed record Response(byte[] Content, string ContentType, string FileName);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/tickets/export", Get).Produces(200, contentType: "application/octet-stream");

    /// <summary>The filtered list as an Excel or CSV file, at most 10 000 rows.</summary>
    internal static async Task<IResult> Get([AsParameters] ListTickets.FilterQuery filter, Door door, CancellationToken ct, string format = "xlsx")
    {
        var file = await door.Ask(new Query(filter.ToFilter(), format), ct);
        return TypedResults.File(file.Content, file.ContentType, file.FileName);
    }

    internal sealed class Handler(AppDb db, TicketPages pages, TicketRows rows, Texts texts, Organisation.Face.IOrganisation organisation) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            if (query.Format is not ("xlsx" or "csv")) throw Refusal.Invalid("export.format-unknown", nameof(query.Format), query.Format);
            var tickets = await pages.Read(query.Filter, null, MostRows, ct);
            var zones = (await organisation.Units(ct)).ToDictionary(unit => unit.Id, unit => unit.Zone);
            var lines = (await rows.Of(tickets, caller.Language, ct)).Select(row => Line(row, zones[row.Unit], caller.Language));

            using var file = new MemoryStream();
            if (query.Format == "xlsx") await file.SaveAsAsync(lines, cancellationToken: ct);
            else await file.SaveAsAsync(lines, excelType: ExcelType.CSV, configuration: new CsvConfiguration { StreamWriterFunc = stream => new StreamWriter(stream, new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true) }, cancellationToken: ct);
            var type = query.Format == "csv" ? "text/csv" : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
            return new(file.ToArray(), type, $"tickets-{db.Now:uuuuMMdd'T'HHmm}.{query.Format}");
        }

        private Dictionary<string, object?> Line(ListTickets.Row row, DateTimeZone zone, string language) => new()
        {
            [texts.In(language, "desk.number")] = row.Number,
            [texts.In(language, "desk.status")] = texts.In(language, $"desk.status.{row.Status}"),
            [texts.In(language, "desk.priority")] = row.Priority.ToString(),
            [texts.In(language, "desk.type")] = row.TypeName,
            [texts.In(language, "desk.customer")] = Safe(row.CustomerName),
            [texts.In(language, "desk.product")] = Safe(row.Product),
            [texts.In(language, "desk.fault")] = Safe(row.Fault),
            [texts.In(language, "desk.handler")] = Safe(row.HandlerName),
            [texts.In(language, "desk.unit")] = Safe(row.UnitName),
            [texts.In(language, "desk.channel")] = texts.In(language, $"desk.channel.{row.Channel}"),
            [texts.In(language, "desk.opened-at")] = row.OpenedAt.InZone(zone).ToDateTimeUnspecified(),
            [texts.In(language, "desk.due-at")] = row.Clock?.DueAt?.InZone(zone).ToDateTimeUnspecified(),
            [texts.In(language, "desk.closed-at")] = row.ClosedAt?.InZone(zone).ToDateTimeUnspecified(),
            [texts.In(language, "desk.cause")] = Safe(row.Cause),
            [texts.In(language, "desk.solution")] = Safe(row.Solution),
        };

        // What a customer typed must not become a formula in somebody's spreadsheet.
        private static string? Safe(string? text) => text is ['=' or '+' or '-' or '@' or '\t', ..] ? "'" + text : text;
    }
}
