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
    public async Task<string> Next(AppDb db, string prefix, LocalDate date, CancellationToken ct)
    {
        var series = prefix + date.ToString("yyMMdd", CultureInfo.InvariantCulture);
        var next = engine is PostgresEngine postgres ? await OnItsOwn(postgres, db.CompanyScope, series, ct) : await InTheCommand(db, series, ct);
        return string.Create(CultureInfo.InvariantCulture, $"{series}-{next:0000}");
    }

    private static async Task<long> OnItsOwn(PostgresEngine postgres, CompanyId company, string series, CancellationToken ct)
    {
        await using var command = postgres.Source.CreateCommand(
            "insert into number_series as series (company_id, prefix, next) values ($1, $2, 2) on conflict (company_id, prefix) do update set next = series.next + 1 returning next - 1");
        command.Parameters.AddWithValue(company.Value);
        command.Parameters.AddWithValue(series);
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }

    private static async Task<long> InTheCommand(AppDb db, string series, CancellationToken ct) =>
        (long)(await Statements.Ask(db, "insert into number_series (company_id, prefix, next) values ($1, $2, 2) on conflict (company_id, prefix) do update set next = next + 1 returning next - 1", ct,
            db.CompanyScope.Value, series))!;
}
