using Microsoft.EntityFrameworkCore;

namespace Aftercare.Platform;

/// <summary>Writes tokens: FTS5 without content on SQLite, a tsvector with a GIN index on PostgreSQL.</summary>
internal sealed class SearchIndex : ISearchIndex
{
    public async Task Write(AppDb db, IReadOnlyList<ISearchable> documents, CancellationToken ct)
    {
        foreach (var document in documents)
        {
            var (id, company) = (((Root)document).Key, db.CompanyScope.Value);
            if (document.ToSearchText() is not { } text)
            {
                if (db.Database.IsSqlite()) await db.Database.ExecuteSqlAsync($"delete from search_index where rowid = {id}", ct);
                await db.Database.ExecuteSqlAsync($"delete from search_documents where id = {id}", ct);
                continue;
            }
            var (tokens, at) = (string.Join(' ', Tokens.Of($"{text.Title} {text.Words}")), text.At.Micros());
            if (db.Database.IsSqlite())
            {
                await db.Database.ExecuteSqlAsync($"""
                    insert into search_documents (id, company_id, kind, title, at) values ({id}, {company}, {text.Kind}, {text.Title}, {at})
                    on conflict (id) do update set title = excluded.title, at = excluded.at
                    """, ct);
                await db.Database.ExecuteSqlAsync($"insert or replace into search_index (rowid, tokens) values ({id}, {tokens})", ct);
            }
            else
            {
                var vector = string.Join(' ', Tokens.Of($"{text.Title} {text.Words}").Select((token, place) => $"'{token}':{Math.Min(place + 1, 16383)}"));
                await db.Database.ExecuteSqlAsync($"""
                    insert into search_documents (id, company_id, kind, title, at, tokens) values ({id}, {company}, {text.Kind}, {text.Title}, {at}, {vector}::tsvector)
                    on conflict (id) do update set title = excluded.title, at = excluded.at, tokens = excluded.tokens
                    """, ct);
            }
        }
    }
}
