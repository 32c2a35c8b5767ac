using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Platform;

/// <summary>
/// Runs slices that have a period, once per company and period on whichever node is first. Runs fall on whole
/// multiples of the period; what was missed while the program stood still runs once. A failed run waits for the next period.
/// </summary>
internal sealed class TickPump(PumpRoom room, SliceRegistry slices, IServiceProvider services) : Pump<TickRow>(room)
{
    private readonly HashSet<(string Slice, CompanyId Company)> _known = [];

    protected override async Task Prepare(CancellationToken ct)
    {
        IReadOnlyList<CompanyId> companies = services.GetService<ICompanyList>() is { } list ? await list.All(ct) : [];
        var missing = (from slice in slices.All
                       where slice.Period is not null
                       from company in slice.Period!.Installation ? [new CompanyId(0)] : companies
                       where !_known.Contains((slice.Name, company))
                       select (slice.Name, Company: company)).ToList();
        if (missing.Count == 0) return;
        await Room.Write("ticks", async db =>
        {
            foreach (var (slice, company) in missing)
                await db.Database.ExecuteSqlAsync($"insert into ticks (slice, company_id, next_at, attempts) values ({slice}, {company.Value}, {Room.Now.Micros()}, 0) on conflict do nothing", ct);
            return Done.Instance;
        });
        _known.UnionWith(missing);
    }

    internal override async Task<IReadOnlyList<TickRow>> Claim(AppDb db)
    {
        var (now, until) = (Room.Now.Micros(), (Room.Now + Room.Lease).Micros());
        return await db.Set<TickRow>().FromSql(FormattableStringFactory.Create(
            $$"""
            with due as (
                select slice, company_id from ticks where next_at <= {0} and (lease_until is null or lease_until <= {0})
                order by next_at limit 50 {{Room.SkipLocked}})
            update ticks set lease_owner = {1}, lease_until = {2} where (slice, company_id) in (select slice, company_id from due) returning *
            """, now, Room.Me, until)).AsNoTracking().ToListAsync();
    }

    internal override async Task Do(TickRow row)
    {
        if (slices.Named(row.Slice) is not { Period: { } period } slice)
        {
            await Room.Write("ticks", db => db.Database.ExecuteSqlAsync($"delete from ticks where slice = {row.Slice} and company_id = {row.CompanyId.Value}"));
            return;
        }
        while (!Stopping.IsCancellationRequested && await Once(slice, row, period))
        {
        }
    }

    internal override Task GiveBack(AppDb db, TickRow row, Exception failure)
    {
        var next = slices.Named(row.Slice)?.Period is { } period ? Next(period) : Room.Now;
        return db.Database.ExecuteSqlAsync($"""
            update ticks set next_at = {next.Micros()}, attempts = {row.Attempts + 1}, error = {PumpRoom.ErrorOf(failure)}, lease_owner = null, lease_until = null
            where slice = {row.Slice} and company_id = {row.CompanyId.Value} and lease_owner = {Room.Me}
            """);
    }

    protected override string Describe(TickRow row) => $"{row.Slice} of company {row.CompanyId}";

    // Returns whether there is more to do. That the run is over is written with its last chunk.
    private async Task<bool> Once(Slice slice, TickRow row, Every period)
    {
        var caller = Caller.System(slice.Name, period.Installation ? null : row.CompanyId);
        var answer = await Room.Gateway.Run(caller, slice.Tick!.Invoke(null, null)!, CancellationToken.None, alongside: new(
            Before: async db =>
            {
                if (await db.Database.ExecuteSqlAsync($"update ticks set lease_until = {(Room.Now + Room.Lease).Micros()} where slice = {row.Slice} and company_id = {row.CompanyId.Value} and lease_owner = {Room.Me}") is 0) throw new LeaseLost();
            },
            After: (db, answer) => answer is IInChunks { More: true } ? Task.CompletedTask : db.Database.ExecuteSqlAsync($"""
                update ticks set next_at = {Next(period).Micros()}, last_at = {Room.Now.Micros()}, attempts = 0, error = null, lease_owner = null, lease_until = null
                where slice = {row.Slice} and company_id = {row.CompanyId.Value}
                """)));
        return answer is IInChunks { More: true };
    }

    private Instant Next(Every every)
    {
        var (now, period) = (Room.Now.Micros(), every.Period.Ticks / TimeSpan.TicksPerMicrosecond);
        return Instants.FromMicros((now / period + 1) * period);
    }
}
