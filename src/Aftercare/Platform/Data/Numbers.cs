using System.Globalization;
using Microsoft.EntityFrameworkCore.Storage;
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
    public async Task<string> Next(AppDb db, string prefix, LocalDate date, CancellationToken ct)
    {
        var series = SeriesOf(prefix, date);
        var next = engine is PostgresEngine postgres ? await OnItsOwn(postgres, db.CompanyScope, series, ct) : await InTheCommand(db, series, ct);
        return Written(series, next);
    }

    /// <summary>A number for each of these days, in their order, all taken in one question: what an import asks for a chunk of the past.</summary>
    public async Task<IReadOnlyList<string>> Next(AppDb db, string prefix, IReadOnlyList<LocalDate> dates, CancellationToken ct)
    {
        if (dates.Count == 0) return [];
        // In one order on every node, or two imports would lock each other out.
        var wanted = dates.CountBy(date => SeriesOf(prefix, date)).OrderBy(series => series.Key, StringComparer.Ordinal).ToList();
        await using var own = engine is PostgresEngine postgres ? await postgres.Aside.OpenConnectionAsync(ct) : null;
        await using var command = (own ?? db.Connection).CreateCommand();
        if (own is null) command.Transaction = db.Database.CurrentTransaction!.GetDbTransaction();
        command.CommandText = $"""
            insert into number_series as series (company_id, prefix, next) values {string.Join(", ", wanted.Select((_, place) => $"(@company, @series{place}, @after{place})"))}
            on conflict (company_id, prefix) do update set next = series.next + excluded.next - 1 returning prefix, next
            """;
        Add("@company", db.CompanyScope.Value);
        foreach (var (place, (series, count)) in wanted.Index())
        {
            Add($"@series{place}", series);
            Add($"@after{place}", count + 1L);
        }
        var next = new Dictionary<string, long>(wanted.Count);
        await using (var reader = await command.ExecuteReaderAsync(ct))
            while (await reader.ReadAsync(ct)) next[reader.GetString(0)] = reader.GetInt64(1);
        foreach (var (series, count) in wanted) next[series] -= count;
        return [.. dates.Select(date => Written(SeriesOf(prefix, date), next[SeriesOf(prefix, date)]++))];

        void Add(string name, object value)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }
    }

    private static string SeriesOf(string prefix, LocalDate date) => prefix + date.ToString("yyMMdd", CultureInfo.InvariantCulture);

    private static string Written(string series, long number) => string.Create(CultureInfo.InvariantCulture, $"{series}-{number:0000}");

    private static async Task<long> OnItsOwn(PostgresEngine postgres, CompanyId company, string series, CancellationToken ct)
    {
        await using var command = postgres.Aside.CreateCommand(
            "insert into number_series as series (company_id, prefix, next) values ($1, $2, 2) on conflict (company_id, prefix) do update set next = series.next + 1 returning next - 1");
        command.Parameters.AddWithValue(company.Value);
        command.Parameters.AddWithValue(series);
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }

    private static async Task<long> InTheCommand(AppDb db, string series, CancellationToken ct) =>
        (long)(await Statements.Ask(db, "insert into number_series (company_id, prefix, next) values ($1, $2, 2) on conflict (company_id, prefix) do update set next = next + 1 returning next - 1", ct,
            db.CompanyScope.Value, series))!;
}
