using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Integrations;

/// <summary>One import: its columns, how far it is, and the lines that need a look.</summary>
internal static class GetTable
{
    private const int LinesShown = 50;

    /// <param name="Outcome">Lines with this outcome; those that need a look when left out: refused, kept, or like a record that is here.</param>
    /// <param name="After">Lines behind this one.</param>
    [Needs(NeedsAttribute.Nothing)]
    internal sealed record Query(TableImportId Id, LineOutcome? Outcome = null, long After = 0) : IQuery<Response>;

    /// <param name="Before">When the same file was brought in before, and by whom: null when it was not.</param>
    /// <param name="Interrupted">It is half-way and no job works on it: start the stage again.</param>
    /// <param name="Next">Where the next lines start; null when these were the last.</param>
    internal sealed record Response(
        TableImportId Id, int Version, string Target, string Title, string FileName, string FileHash, FileId File, string StartedBy, Instant SentAt, TableState State, Instant? FinishedAt, JobId? Job, bool Interrupted,
        int Lines, int LinesDone, int New, int Known, int Refused, int Likely, int TakenBack, int Kept, IReadOnlyList<string> Headings, IReadOnlyList<Column> Columns, Earlier? Before,
        IReadOnlyList<Line> Shown, long? Next);

    /// <param name="Place">The heading it is matched to, from 0; null when it is not brought in.</param>
    internal sealed record Column(string Name, string Title, bool Required, string? Help, int? Place);

    internal sealed record Earlier(TableImportId Id, string By, Instant At);

    internal sealed record Line(long Number, LineOutcome Outcome, string? Like, IReadOnlyList<Problem> Problems);

    /// <param name="Column">What the heading is called in the file; empty when it is about the whole line.</param>
    internal sealed record Problem(string Column, string? Value, string Code, string Why, string WayOut);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/imports/{id:long}", Get);

    /// <summary>An import: how its columns are matched, its counts, and its refused lines with reason and way out, 50 at a time.</summary>
    internal static async Task<Ok<Response>> Get(long id, Door door, CancellationToken ct, LineOutcome? outcome = null, long after = 0) => TypedResults.Ok(await door.Ask(new Query(new(id), outcome, after), ct));

    internal sealed class Handler(AppDb db, TableTargets targets) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var import = await db.Load<TableImport>(query.Id.Value, "table-import", ct);
            var (target, headings, places) = (targets.Named(import.Target), import.HeadingList(), import.Places());
            var lines = db.All<TableLine>().Where(line => line.ImportId == import.Id && line.Line > query.After);
            lines = query.Outcome is { } outcome ? lines.Where(line => line.Outcome == outcome) : lines.Where(line => line.Outcome == LineOutcome.Refused || line.Outcome == LineOutcome.Kept || line.Like != null);
            var shown = await lines.OrderBy(line => line.Line).Take(LinesShown + 1).ToListAsync(ct);
            var before = await db.Visible<TableImport>().Where(other => other.FileHash == import.FileHash && other.Target == import.Target && other.State == TableState.Done && other.SentAt <= import.SentAt && other.Id != import.Id)
                .OrderByDescending(other => other.SentAt).Select(other => new Earlier(other.Id, other.StartedBy, other.SentAt)).FirstOrDefaultAsync(ct);
            var job = import.JobId;
            var works = import.IsAtWork && await JobsAtWork.Include(db, job, ct);

            Problem Said(TableProblem problem) => new(
                problem.Column is { } name ? places.TryGetValue(name, out var place) ? headings[place] : name : "", problem.Value, problem.Code, targets.Why(problem, caller.Language), targets.WayOut(problem, caller.Language));
            return new(
                import.Id, import.Version, import.Target, target.Title, import.FileName, import.FileHash, import.FileId, import.StartedBy, import.SentAt, import.State, import.FinishedAt, import.JobId, import.IsAtWork && !works,
                import.Lines, import.LinesDone, import.New, import.Known, import.Refused, import.Likely, import.TakenBack, import.Kept, headings,
                [.. target.Columns.Select(column => new Column(column.Name, column.Title, column.Required, column.Help, places.TryGetValue(column.Name, out var place) ? place : null))], before,
                [.. shown.Take(LinesShown).Select(line => new Line(line.Line, line.Outcome, line.Like, [.. line.ProblemList().Select(Said)]))], shown.Count > LinesShown ? shown[LinesShown - 1].Line : null);
        }
    }
}
