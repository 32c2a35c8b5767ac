using System.Security.Cryptography;
using Aftercare.Modules.Integrations.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Integrations;

/// <summary>
/// Does the lines of a table, a few at a time: each is read in a session of its sender's and its commands pass the gateway
/// as if a form had sent them. In a check they are rolled back; in a run what they made is noted in their own transaction.
/// </summary>
internal sealed partial class TableWork(Gateway gateway, FileRoom files, IServiceScopeFactory scopes, ILogger<TableWork> logger) : ITableImport
{
    private const int LinesAStep = 25;

    // The step after reads the same lines: they are made once a job, not once a step.
    private (string Key, TableRows Rows)? _last;

    /// <summary>The command of the next step: the lines after <paramref name="done"/> are done when it is given.</summary>
    public async Task<WorkTable.Command> Step(Caller product, TableImportId id, TableStage stage, int done, CancellationToken ct)
    {
        var plan = await gateway.Ask(product, new PlanTable.Query(id), ct);
        return stage is TableStage.Undo ? await UndoStep(plan.Import, plan.Undo, done, ct) : await LinesStep(plan.Import, stage, done, ct);
    }

    public async Task<TableOutcome> BringIn(Caller caller, string target, string path, UnitId unit, bool dryRun, CancellationToken ct)
    {
        var stage = dryRun ? TableStage.Check : TableStage.Run;
        FileCard sent;
        await using (var content = File.OpenRead(path)) sent = await files.Stage(caller, content, Path.GetFileName(path), ct);
        string hash;
        await using (var content = File.OpenRead(path)) hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(content, ct));
        var table = await Open(hash, ct);
        var import = (await gateway.Run(caller, new OpenTable.Command(target, sent.Id, hash, sent.Name, table.Headings, table.Lines.Count, unit), ct)).Id;
        // Begun and done here: a job of the same import would be picked up by a server that starts meanwhile.
        await gateway.Run(caller, new BeginTable.Command(import, stage), ct);
        for (WorkTable.Command? step = null; step is not { Finished: true };)
        {
            step = await Step(caller, import, stage, step?.Done ?? 0, ct);
            await gateway.Run(caller, step, ct);
        }
        var refused = new List<RefusedCell>();
        for (GetTable.Response? page = null; ;)
        {
            page = await gateway.Ask(caller with { Language = Texts.English }, new GetTable.Query(import, LineOutcome.Refused, page?.Next ?? 0), ct);
            refused.AddRange(page.Shown.SelectMany(line => line.Problems.Select(problem => new RefusedCell(line.Number, problem.Column, problem.Value, problem.Code, problem.Why))));
            if (page.Next is null) return new(page.Lines, page.New, page.Known, page.Refused, refused);
        }
    }

    /// <summary>Opens a file of the store as a table.</summary>
    public async Task<TableFile> Open(string hash, CancellationToken ct)
    {
        await using var content = await files.Store.Open(hash, ct) ?? throw Refusal.NotFound("file", hash);
        using var memory = new MemoryStream();
        await content.CopyToAsync(memory, ct);
        memory.Position = 0;
        return TableFile.Read(memory);
    }

    private async Task<WorkTable.Command> LinesStep(TableImport import, TableStage stage, int done, CancellationToken ct)
    {
        var (rows, sender) = (await Rows(import, stage, ct), TableRights.Caller(import.Rights, import.CompanyId));
        var results = new List<LineResult>();
        foreach (var row in rows.All.Skip(done).Take(LinesAStep))
            results.Add(await Do(sender, import.Id, rows, row, ct));
        return new(import.Id, stage, done + results.Count, results, done + results.Count == rows.All.Count);
    }

    private async Task<TableRows> Rows(TableImport import, TableStage stage, CancellationToken ct)
    {
        var key = $"{import.Id} {stage} {import.Matching}";
        if (_last is { } last && last.Key == key) return last.Rows;
        await using var scope = scopes.CreateAsyncScope();
        var targets = scope.ServiceProvider.GetRequiredService<TableTargets>();
        var target = targets.Named(import.Target);
        var rows = new TableRows(await Open(import.FileHash, ct), target, import.Places(), targets.Words(target), stage is TableStage.Check);
        _last = (key, rows);
        return rows;
    }

    private async Task<LineResult> Do(Caller sender, TableImportId import, TableRows rows, TableRow row, CancellationToken ct)
    {
        LineResult Refused(IReadOnlyList<TableProblem> problems) => new(row.Line, LineOutcome.Refused, null, problems);
        row.Begin();
        if (rows.WhyNot(row) is { Count: > 0 } missing) return Refused(missing);
        try
        {
            var read = await gateway.Ask(sender, new ReadLine.Query(import, rows.Target.Name, row), ct);
            if (row.Problems.Count > 0) return Refused(row.Problems);
            foreach (var (place, step) in read.Order.Commands.Index()) await Run(sender, import, row, step, read.Made + place, ct);
            var outcome = read.Made > 0 ? LineOutcome.Created : read.Order.Commands.Count == 0 ? LineOutcome.Known : row.IsTrial ? LineOutcome.Ready : LineOutcome.Created;
            return new(row.Line, outcome, outcome is LineOutcome.Known ? null : Cut(read.Order.Like), []);
        }
        catch (Refusal refusal)
        {
            return Refused(TableTargets.ProblemsOf(refusal, rows.Target, row));
        }
        catch (DbUpdateException broken)
        {
            // The database refuses what no rule of ours did: this line is told, the others go on.
            LogLine(broken, row.Line, import.Value);
            return Refused([new(null, null, "table.line-broken", [])]);
        }
    }

    private async Task Run(Caller sender, TableImportId import, TableRow row, TableStep step, int made, CancellationToken ct)
    {
        try
        {
            await gateway.Run(sender, step.Command, ct, alongside: new(_ => Task.CompletedTask, (db, answer) =>
            {
                if (row.IsTrial) throw new OnlyTried();
                foreach (var (place, record) in step.Made(answer).Index())
                    db.Add(new TableMade { ImportId = import, Line = row.Line, Ordinal = made * 10 + place, Kind = record.Kind, RecordId = record.Id, Part = record.Part });
                return Task.CompletedTask;
            }));
        }
        catch (OnlyTried)
        {
            // It would have worked; its transaction was rolled back.
        }
    }

    private async Task<WorkTable.Command> UndoStep(TableImport import, IReadOnlyList<long> lines, int done, CancellationToken ct)
    {
        var sender = TableRights.Caller(import.Rights, import.CompanyId);
        var results = new List<LineResult>();
        foreach (var line in lines)
        {
            try
            {
                await gateway.Run(sender, new TakeBackLine.Command(import.Id, line), ct);
                results.Add(new(line, LineOutcome.TakenBack, null, []));
            }
            catch (Refusal refusal)
            {
                results.Add(new(line, LineOutcome.Kept, null, [new(null, null, refusal.Code, [.. refusal.Arguments.Select(argument => argument is TextKey key ? "@" + key.Key : Convert.ToString(argument, System.Globalization.CultureInfo.InvariantCulture) ?? "")])]));
            }
        }
        return new(import.Id, TableStage.Undo, done + results.Count, results, lines.Count == 0);
    }

    private static string? Cut(string? text) => text is { Length: > 200 } ? text[..200] : text;

    [LoggerMessage(Level = LogLevel.Warning, Message = "Line {Line} of table import {Import} could not be kept")]
    private partial void LogLine(Exception exception, long line, long import);

    /// <summary>Ends a command that must leave nothing behind.</summary>
    private sealed class OnlyTried : Exception;
}

/// <summary>The lines of a table as the target reads them.</summary>
internal sealed class TableRows
{
    private readonly Dictionary<string, Dictionary<string, TableRow>> _byCell = [];
    private readonly Dictionary<string, long> _firstWith = new(StringComparer.Ordinal);

    public TableRows(TableFile file, ITableTarget target, Dictionary<string, int> places, Func<string, string, string?> words, bool trial)
    {
        Target = target;
        All = [.. file.Lines.Select(line => new TableRow(line.Line, Cells(line, places), words, ByCell) { IsTrial = trial })];
        foreach (var row in All)
            if (target.KeyOf(row) is { } key) _firstWith.TryAdd(key, row.Line);
    }

    public ITableTarget Target { get; }

    public IReadOnlyList<TableRow> All { get; }

    /// <summary>What can be told without asking anybody: cells that are missing, and lines that repeat one above.</summary>
    public IReadOnlyList<TableProblem> WhyNot(TableRow row)
    {
        var problems = Target.Columns.Where(column => column.Required && row.Text(column.Name) is null).Select(column => new TableProblem(column.Name, null, "table.missing", ["@" + column.Title])).ToList();
        if (problems.Count == 0 && Target.KeyOf(row) is { } key && _firstWith[key] != row.Line) problems.Add(new(Target.Columns[0].Name, row.Text(Target.Columns[0].Name), "table.line-twice", [_firstWith[key].ToString(System.Globalization.CultureInfo.InvariantCulture)]));
        return problems;
    }

    private static Dictionary<string, string> Cells(TableFileLine line, Dictionary<string, int> places) =>
        places.Where(place => place.Value < line.Cells.Count && line.Cells[place.Value].Length > 0).ToDictionary(place => place.Key, place => line.Cells[place.Value]);

    private Dictionary<string, TableRow> ByCell(string column)
    {
        if (_byCell.TryGetValue(column, out var known)) return known;
        var lines = new Dictionary<string, TableRow>(StringComparer.Ordinal);
        foreach (var row in All)
            if (row.Text(column) is { } text) lines.TryAdd(TableRow.Fold(text), row);
        return _byCell[column] = lines;
    }
}
