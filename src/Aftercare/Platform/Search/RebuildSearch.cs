using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using NodaTime;

namespace Aftercare.Platform;

/// <summary>
/// Write the words of every searchable record of the company again, a handful at a time while everybody works on and
/// finds what was found before. In the end what belongs to no record any more is taken out.
/// </summary>
internal static class RebuildSearch
{
    internal const string Job = "platform.rebuild-search";
    private const int Handful = 50;

    /// <param name="Table">The table it has come to; null at the beginning.</param>
    /// <param name="After">The last id done there.</param>
    internal sealed record Checkpoint(Instant Since, string? Table, long After);

    [Needs("installation.index")]
    internal sealed record Command(Checkpoint? From, long Done) : ICommand<JobStep>;

    internal static Command Step(RunningJob job) => new(job.CheckpointAs<Checkpoint>(), job.Done);

    internal sealed class Handler(AppDb db, ISearchIndex index) : IHandle<Command, JobStep>
    {
        public async Task<JobStep> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var start = command.From ?? new(db.Now, null, 0);
            var tables = db.Model.GetEntityTypes().Where(type => typeof(ISearchable).IsAssignableFrom(type.ClrType)).OrderBy(type => type.GetTableName(), StringComparer.Ordinal).ToList();
            foreach (var table in tables.Where(type => start.Table is null || string.CompareOrdinal(type.GetTableName(), start.Table) >= 0))
            {
                var roots = await Next(table, table.GetTableName() == start.Table ? start.After : 0, ct);
                if (roots.Count == 0) continue;
                await index.Write(db, [.. roots.Select(root => new SearchEntry(root.Key, ((ISearchable)root).ToSearchText()))], ct);
                return new(start with { Table = table.GetTableName(), After = roots[^1].Key }, command.Done + roots.Count);
            }
            return await TakeOut(start, command.Done, ct);
        }

        private async Task<JobStep> TakeOut(Checkpoint start, long done, CancellationToken ct)
        {
            var gone = await db.Set<SearchDocument>().Where(document => document.WrittenAt < start.Since).OrderBy(document => document.Id).Select(document => document.Id).Take(Handful).ToListAsync(ct);
            foreach (var id in gone) await SearchIndex.Remove(db, id, ct);
            return new(start with { Table = "￿" }, done, done, Finished: gone.Count < Handful);
        }

        private Task<List<Root>> Next(IEntityType table, long after, CancellationToken ct) => (Task<List<Root>>)GetType()
            .GetMethod(nameof(NextOf), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance)!.MakeGenericMethod(table.ClrType).Invoke(this, [table, after, ct])!;

        // The key is a typed id: compared as the column it is.
        private async Task<List<Root>> NextOf<T>(IEntityType table, long after, CancellationToken ct) where T : Root
        {
            var column = table.FindPrimaryKey()!.Properties[0].GetColumnName();
            var sql = $"select * from {table.GetTableName()} where {column} > {{0}} and company_id = {{1}} order by {column} limit {Handful}";
            var rows = await db.Set<T>().FromSqlRaw(sql, after, db.CompanyScope.Value).AsNoTracking().ToListAsync(ct);
            return [.. rows.OrderBy(row => row.Key)];
        }
    }
}
