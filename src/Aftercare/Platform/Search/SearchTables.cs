using Microsoft.EntityFrameworkCore;

namespace Aftercare.Platform;

/// <summary>The index tables that migrations do not know: applied after each migration, idempotently.</summary>
internal static class SearchTables
{
    public static async Task Apply(AppDb db, CancellationToken ct)
    {
        foreach (var statement in db.Database.IsSqlite() ? Sqlite : Postgres) await db.Database.ExecuteSqlRawAsync(statement, ct);
    }

    private static readonly string[] Sqlite =
        ["create virtual table if not exists search_index using fts5(tokens, content='', contentless_delete=1, tokenize='unicode61')"];

    private static readonly string[] Postgres =
    [
        "alter table search_documents add column if not exists tokens tsvector",
        "create index if not exists ix_search_documents_tokens on search_documents using gin (tokens)",
    ];
}
