using System.Globalization;
using NodaTime;

namespace Aftercare.Platform;

/// <summary>
/// The numbers people see and say on the phone: `SR260423-0187`. Counted per company, prefix and local day; on
/// PostgreSQL taken outside the command, so that registering tickets does not queue on one row: gaps are allowed.
/// </summary>
public sealed class Numbers(Engine engine)
{
    /// <summary>The next number of this day.</summary>
    /// <param name="db">The session of the running command.</param>
    /// <param name="prefix">`SR` for service requests, `WO` for work orders.</param>
    /// <param name="date">The local date of the event that is numbered.</param>
    public async Task<string> Next(AppDb db, string prefix, LocalDate date, CancellationToken ct) => (await Next(db, prefix, [date], ct))[0];

    /// <summary>A number for each of these days, in their order: what an import asks for a chunk of the past.</summary>
    public async Task<IReadOnlyList<string>> Next(AppDb db, string prefix, IReadOnlyList<LocalDate> dates, CancellationToken ct)
    {
        // In one order on every node, or two imports would lock each other out.
        var wanted = dates.CountBy(date => SeriesOf(prefix, date)).OrderBy(series => series.Key, StringComparer.Ordinal).ToList();
        var next = new Dictionary<string, long>(wanted.Count);
        foreach (var (series, count) in wanted) next[series] = await Take(db, series, count, ct);
        return [.. dates.Select(date => SeriesOf(prefix, date)).Select(series => string.Create(CultureInfo.InvariantCulture, $"{series}-{next[series]++:0000}"))];
    }

    private static string SeriesOf(string prefix, LocalDate date) => prefix + date.ToString("yyMMdd", CultureInfo.InvariantCulture);

    /// <summary>Takes as many numbers of a series at once; the first of them.</summary>
    private async Task<long> Take(AppDb db, string series, long count, CancellationToken ct)
    {
        const string Sql = "insert into number_series as series (company_id, prefix, next) values ($1, $2, 1 + $3) on conflict (company_id, prefix) do update set next = series.next + $3 returning next - $3";
        if (engine is not PostgresEngine postgres) return (long)(await Statements.Ask(db, Sql, ct, db.CompanyScope.Value, series, count))!;
        await using var command = postgres.Aside.CreateCommand(Sql);
        foreach (object value in (object[])[db.CompanyScope.Value, series, count]) command.Parameters.Add(new() { Value = value });
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }
}
