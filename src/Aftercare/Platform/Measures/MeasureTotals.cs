using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Platform;

/// <summary>The two ways into `measure_days`: folding what is new, and adding a day up again from its measures. Both must give the same.</summary>
internal static class MeasureTotals
{
    /// <summary>Folding and recomputing exclude each other; nobody who counts or reads waits. SQLite has one writer anyway.</summary>
    public static Task Lock(AppDb db, CancellationToken ct) =>
        db.Database.IsSqlite() ? Task.CompletedTask : db.Database.ExecuteSqlAsync($"lock table measure_days in share row exclusive mode", ct);

    /// <summary>Adds at most <paramref name="size"/> unfolded measures to their days.</summary>
    /// <returns>How many.</returns>
    public static async Task<int> Fold(AppDb db, int size, CancellationToken ct)
    {
        if (!db.Database.IsSqlite())
        {
            return (await db.Database.SqlQuery<int>($"""
                with taken as (
                    update measures set folded = true where id in (select id from measures where folded = false order by id limit {size})
                    returning company_id, name, date, unit_id, person_id, type, count, sum),
                added as (
                    insert into measure_days as day (company_id, name, date, unit_id, person_id, type, count, sum)
                    select company_id, name, date, unit_id, person_id, type, sum(count)::bigint, sum(sum)::bigint from taken group by 1, 2, 3, 4, 5, 6
                    on conflict (company_id, name, date, unit_id, person_id, type) do update set count = day.count + excluded.count, sum = day.sum + excluded.sum)
                select count(*)::int as value from taken
                """).ToListAsync(ct))[0];
        }
        await db.Database.ExecuteSqlAsync($"""
            insert into measure_days (company_id, name, date, unit_id, person_id, type, count, sum)
            select company_id, name, date, unit_id, person_id, type, sum(count), sum(sum)
            from measures where id in (select id from measures where folded = false order by id limit {size}) group by 1, 2, 3, 4, 5, 6
            on conflict (company_id, name, date, unit_id, person_id, type) do update set count = count + excluded.count, sum = sum + excluded.sum
            """, ct);
        return await db.Database.ExecuteSqlAsync($"update measures set folded = true where id in (select id from measures where folded = false order by id limit {size})", ct);
    }

    /// <summary>Adds up one day of one company again from its measures.</summary>
    public static async Task Recompute(AppDb db, CompanyId company, LocalDate date, CancellationToken ct)
    {
        var day = NodaTime.Text.LocalDatePattern.Iso.Format(date);
        await db.Database.ExecuteSqlAsync($"update measures set folded = true where company_id = {company.Value} and date = {day} and folded = false", ct);
        await db.Database.ExecuteSqlAsync($"delete from measure_days where company_id = {company.Value} and date = {day}", ct);
        await db.Database.ExecuteSqlAsync($"""
            insert into measure_days (company_id, name, date, unit_id, person_id, type, count, sum)
            select company_id, name, date, unit_id, person_id, type, cast(sum(count) as bigint), cast(sum(sum) as bigint)
            from measures where company_id = {company.Value} and date = {day} and folded = true group by 1, 2, 3, 4, 5, 6
            """, ct);
    }
}
