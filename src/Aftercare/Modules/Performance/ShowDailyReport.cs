using Aftercare.Modules.Field.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Aftercare.Rules.Scoring;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Aftercare.Modules.Performance;

/// <summary>
/// The daily repair report (维修日报表, R409) of a unit or person in the standard format, from the jobs completed that day: which
/// fields are missing, what was written down after the day was over, which jobs cannot both be true, and the points.
/// </summary>
internal static class ShowDailyReport
{
    /// <param name="Least">So many jobs are expected; fewer are no report.</param>
    [Needs("performance.read")]
    internal sealed record Query(UnitId Unit, LocalDate Day, PersonId? Person = null, int Least = 1) : IQuery<Response>;

    /// <param name="Points">20, 10 or 0.</param>
    internal sealed record Response(LocalDate Day, string UnitName, int Points, IReadOnlyList<Row> Jobs);

    /// <param name="Missing">Names of empty fields: `fault`, `cause`, `action`, `result`, `minutes`, `asset`, `arrival`, `signature`.</param>
    /// <param name="RecordedAt">When it was written down.</param>
    /// <param name="Late">Written down after the day was over.</param>
    internal sealed record Row(WorkOrderId Order, string Number, string Kind, PersonId? Technician, string? TechnicianName, Instant? ArrivedAt, Instant CompletedAt, string? Fault, string? Cause, string? Action,
        string? Parts, string? Result, int? Minutes, IReadOnlyList<string> Missing, Instant RecordedAt, bool Late, Implausible? Implausible);

    /// <summary>The job before it, which is too far away for the time between them.</summary>
    internal sealed record Implausible(string OtherNumber, double Km, int Minutes);

    private const int Most = 500;

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/daily-repair-report", Get);

    /// <summary>The daily repair report.</summary>
    internal static async Task<Ok<Response>> Get(long unit, string day, long? person, Door door, CancellationToken ct, int least = 1) =>
        TypedResults.Ok(await door.Ask(new Query(new(unit), Days.Parse(day, "day"), person is { } whose ? new(whose) : null, least), ct));

    internal sealed class Handler(AppDb db, IOrganisation organisation, IField field) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var scope = await ScopeFor.Of(caller, organisation, query.Unit, query.Person, ct);
            var unit = await organisation.Unit(query.Unit, ct);
            var completed = await Figures.Sources(db, new("field.order.completed", query.Day, query.Day) { Units = scope.Units, Person = scope.Person }, null, 0, Most, ct);
            var sheets = await field.JobSheets([.. completed.Select(source => new WorkOrderId(source.Source))], ct);
            var names = await organisation.Names(sheets.Values.Select(sheet => sheet.Technician), ct);

            var jobs = completed.Where(source => sheets.ContainsKey(new(source.Source))).Select(source => (Sheet: sheets[new(source.Source)], source.RecordedAt)).OrderBy(job => job.Sheet.CompletedAt).ToList();
            var reported = jobs.ConvertAll(job => Reported(job.Sheet, job.RecordedAt.InZone(unit.Zone).Date > query.Day));
            var flags = DailyReport.Flags(reported).ToDictionary(flag => flag.Second);

            return new(query.Day, unit.Name, DailyReport.Points(reported, query.Least), [.. jobs.Zip(reported, (job, said) => Shown(job.Sheet, job.RecordedAt, said,
                job.Sheet.Technician is { } technician ? names.GetValueOrDefault(technician) : null,
                flags.TryGetValue(said.Job, out var flag) ? new(sheets[new(flag.First)].Number, flag.Km, (int)flag.Between.TotalMinutes) : null))]);
        }

        private static ReportedJob Reported(JobSheet sheet, bool late)
        {
            (string Field, bool Empty)[] format =
            [
                ("fault", string.IsNullOrWhiteSpace(sheet.Fault)), ("cause", string.IsNullOrWhiteSpace(sheet.Cause)), ("action", string.IsNullOrWhiteSpace(sheet.Action)), ("result", string.IsNullOrWhiteSpace(sheet.Result)),
                ("minutes", sheet.WorkMinutes is null or 0), ("asset", sheet.Asset is null), ("arrival", sheet.ArrivedAt is null), ("signature", !sheet.HasSignature),
            ];
            return new(sheet.Order.Value, sheet.Technician?.Value ?? 0, sheet.ArrivedAt, sheet.ArrivedPlace, sheet.CompletedAt, sheet.CompletedPlace, [.. format.Where(field => field.Empty).Select(field => field.Field)], late);
        }

        private static Row Shown(JobSheet sheet, Instant recorded, ReportedJob said, string? name, Implausible? implausible) => new(sheet.Order, sheet.Number, sheet.Kind, sheet.Technician, name, sheet.ArrivedAt, sheet.CompletedAt,
            sheet.Fault, sheet.Cause, sheet.Action, sheet.Parts, sheet.Result, sheet.WorkMinutes, said.Missing, recorded, said.Late, implausible);
    }
}
