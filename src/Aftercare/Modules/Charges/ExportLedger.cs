using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using MiniExcelLibs;
using MiniExcelLibs.Csv;
using NodaTime;

namespace Aftercare.Modules.Charges;

/// <summary>One of the two ledgers as a file (R1409), with the filter of the list and nothing the caller does not see in it.</summary>
internal static class ExportLedger
{
    /// <summary>More than this is a report, not a list.</summary>
    private const int MostRows = 10_000;

    /// <param name="Charges">Which charges; or null for payments.</param>
    /// <param name="Payments">Which payments, when not charges.</param>
    /// <param name="Format">`xlsx` or `csv`.</param>
    [Needs("charges.read")]
    internal sealed record Query(ChargeFilter? Charges, PaymentFilter? Payments, string Format = "xlsx") : IQuery<Response>;

    internal sealed record Response(byte[] Content, string ContentType, string FileName);

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/charges/export", GetCharges).Produces(200, contentType: "application/octet-stream");
        api.MapGet("/payments/export", GetPayments).Produces(200, contentType: "application/octet-stream");
    }

    /// <summary>The filtered charges as an Excel or CSV file, at most 10 000 rows</summary>
    internal static Task<IResult> GetCharges([AsParameters] LedgerQuery query, Door door, CancellationToken ct, string format = "xlsx") => File(door, new(query.Charges, null, format), ct);

    /// <summary>The filtered payments as an Excel or CSV file, at most 10 000 rows</summary>
    internal static Task<IResult> GetPayments([AsParameters] LedgerQuery query, Door door, CancellationToken ct, string format = "xlsx") => File(door, new(null, query.Payments, format), ct);

    private static async Task<IResult> File(Door door, Query query, CancellationToken ct)
    {
        var file = await door.Ask(query, ct);
        return TypedResults.File(file.Content, file.ContentType, file.FileName);
    }

    internal sealed class Handler(AppDb db, Ledger ledger, Texts texts, IOrganisation organisation) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            if (query.Format is not ("xlsx" or "csv")) throw Refusal.Invalid("export.format-unknown", nameof(query.Format), query.Format);
            var zones = (await organisation.Units(ct)).ToDictionary(unit => unit.Id, unit => unit.Zone);
            DateTime Wall(Instant at, UnitId unit) => at.InZone(zones[unit]).ToDateTimeUnspecified();
            string T(string key) => texts.In(caller.Language, key);

            IEnumerable<Dictionary<string, object?>> lines = query.Charges is { } charges
                ? (await ledger.Charges(charges.Of(db).NewestFirst(quote => quote.MadeAt, quote => quote.Id, null).Take(MostRows), ct)).Select(row => new Dictionary<string, object?>
                {
                    [T("charges.order")] = row.OrderNumber, [T("charges.state")] = T($"charges.state.{row.State}"), [T("charges.customer")] = Safe(row.CustomerName), [T("charges.unit")] = Safe(row.UnitName),
                    [T("charges.technician")] = Safe(row.TechnicianName), [T("charges.warranty")] = T($"charges.warranty.{row.Warranty}"), [T("charges.total")] = row.Total, [T("charges.paid")] = row.Paid,
                    [T("charges.due")] = row.Due, [T("charges.made-at")] = Wall(row.MadeAt, row.Unit),
                })
                : (await ledger.Payments((query.Payments ?? new()).Of(db).NewestFirst(payment => payment.At, payment => payment.Id, null).Take(MostRows), ct)).Select(row => new Dictionary<string, object?>
                {
                    [T("charges.receipt")] = row.Receipt, [T("charges.order")] = row.OrderNumber, [T("charges.customer")] = Safe(row.CustomerName), [T("charges.unit")] = Safe(row.UnitName),
                    [T("charges.collector")] = Safe(row.CollectorName), [T("charges.method")] = T($"charges.method.{row.Method}"), [T("charges.amount")] = row.Amount, [T("charges.reference")] = Safe(row.Reference),
                    [T("charges.reason")] = Safe(row.Reason), [T("charges.at")] = Wall(row.At, row.Unit),
                });

            using var file = new MemoryStream();
            if (query.Format == "xlsx") await file.SaveAsAsync(lines, cancellationToken: ct);
            else await file.SaveAsAsync(lines, excelType: ExcelType.CSV, configuration: new CsvConfiguration { StreamWriterFunc = stream => new StreamWriter(stream, new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true) }, cancellationToken: ct);
            var type = query.Format == "csv" ? "text/csv" : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
            return new(file.ToArray(), type, $"{(query.Charges is null ? "payments" : "charges")}-{db.Now:uuuuMMdd'T'HHmm}.{query.Format}");
        }

        // What a customer typed must not become a formula in somebody's spreadsheet.
        private static string? Safe(string? text) => text is ['=' or '+' or '-' or '@' or '\t', ..] ? "'" + text : text;
    }
}
