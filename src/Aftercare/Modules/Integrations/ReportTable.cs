using System.Runtime.CompilerServices;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Integrations;

/// <summary>The table as it was sent, with what became of each line beside it: to be mended and sent again.</summary>
internal static class ReportTable
{
    /// <param name="Refused">Only lines that were refused or kept.</param>
    [Needs(NeedsAttribute.Nothing)]
    internal sealed record Query(TableImportId Id, bool Refused = true) : IQuery<Response>;

    internal sealed record Response(string Hash, string FileName, IReadOnlyList<string> Headings, IReadOnlyDictionary<string, int> Places, IReadOnlyDictionary<long, Line> Lines);

    internal sealed record Line(LineOutcome Outcome, string? Like, IReadOnlyList<TableProblem> Problems);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/imports/{id:long}/report", Get).Produces(200, contentType: Sheet.MediaType);

    /// <summary>The lines of the table as they were sent, with outcome, column, reason and way out beside them, as an Excel file. Mend it and send it again: the added columns are passed over.</summary>
    internal static async Task<IResult> Get(long id, Door door, TableWork work, TableTargets targets, Texts texts, CancellationToken ct, bool refused = true)
    {
        var (report, caller) = (await door.Ask(new Query(new(id), refused), ct), await door.Caller());
        string Title(string key) => texts.In(caller.Language, key);
        string[] titles = [.. report.Headings, Title("tables.line"), Title("tables.outcome"), Title("tables.column"), Title("tables.why"), Title("tables.way")];
        var file = await Sheet.Write(Title("tables.report"), titles, Rows(await work.Open(report.Hash, ct), report, targets, texts, caller.Language, ct), NodaTime.DateTimeZone.Utc, ct);
        return TypedResults.Stream(file, Sheet.MediaType, $"{Path.GetFileNameWithoutExtension(report.FileName)}-{Title("tables.report")}.xlsx");
    }

    private static async IAsyncEnumerable<IReadOnlyList<object?>> Rows(TableFile file, Response report, TableTargets targets, Texts texts, string language, [EnumeratorCancellation] CancellationToken ct)
    {
        await Task.CompletedTask;
        foreach (var row in file.Lines)
        {
            ct.ThrowIfCancellationRequested();
            if (!report.Lines.TryGetValue(row.Line, out var line)) continue;
            var columns = line.Problems.Select(problem => problem.Column is { } name && report.Places.TryGetValue(name, out var place) ? report.Headings[place] : problem.Column);
            var like = line.Like is { } other ? texts.In(language, "tables.like", other) : null;
            yield return
            [
                .. Enumerable.Range(0, report.Headings.Count).Select(place => place < row.Cells.Count ? row.Cells[place] : null), row.Line, texts.In(language, $"tables.outcome.{line.Outcome}"),
                Joined(columns), Joined(line.Problems.Select(problem => targets.Why(problem, language)).Append(like)), Joined(line.Problems.Select(problem => targets.WayOut(problem, language)).Distinct()),
            ];
        }
    }

    private static string? Joined(IEnumerable<string?> texts) => string.Join("; ", texts.OfType<string>()) is { Length: > 0 } joined ? joined : null;

    internal sealed class Handler(AppDb db) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var import = await db.Load<TableImport>(query.Id.Value, "table-import", ct);
            var lines = db.All<TableLine>().Where(line => line.ImportId == import.Id);
            if (query.Refused) lines = lines.Where(line => line.Outcome == LineOutcome.Refused || line.Outcome == LineOutcome.Kept);
            return new(import.FileHash, import.FileName, import.HeadingList(), import.Places(), await lines.ToDictionaryAsync(line => line.Line, line => new Line(line.Outcome, line.Like, line.ProblemList()), ct));
        }
    }
}
