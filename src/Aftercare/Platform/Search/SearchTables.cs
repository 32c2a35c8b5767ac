using Microsoft.EntityFrameworkCore;

namespace Aftercare.Platform;

/// <summary>The index tables that migrations do not know: applied after each migration, idempotently.</summary>
internal static class SearchTables
{
    // Our tokens are letters and digits with spaces between; to the ascii tokenizer everything beyond ASCII is a letter, in every version of Unicode.
    private const string Fts = "CREATE VIRTUAL TABLE search_index using fts5(tokens, content='', contentless_delete=1, tokenize='ascii')";

    private static readonly string[] Postgres =
    [
        "alter table search_documents add column if not exists tokens tsvector",
        "create index if not exists ix_search_documents_tokens on search_documents using gin (tokens)",
    ];

    public static async Task Apply(AppDb db, CancellationToken ct)
    {
        if (!db.Database.IsSqlite())
        {
            foreach (var statement in Postgres) await db.Database.ExecuteSqlRawAsync(statement, ct);
            return;
        }
        var existing = await db.Database.SqlQuery<string>($"select sql as Value from sqlite_master where name = 'search_index'").ToListAsync(ct);
        if (existing is [Fts]) return;
        await db.Database.ExecuteSqlRawAsync("drop table if exists search_index", ct);
        await db.Database.ExecuteSqlRawAsync(Fts, ct);
    }
}
