using Microsoft.EntityFrameworkCore;

namespace Aftercare.Platform;

/// <summary>
/// Tokens with the rows they belong to: FTS5 without content on SQLite, a tsvector with a GIN index on PostgreSQL.
/// SQLite's index is one for all companies and kinds, so each row carries a token for either.
/// </summary>
internal sealed class SearchIndex : ISearchIndex
{
    /// <summary>Keys beyond this are not found; with it a position fits into PostgreSQL's 14 bits.</summary>
    private const int MostTokens = 16_000;

    public async Task Write(AppDb db, IReadOnlyList<SearchEntry> entries, CancellationToken ct)
    {
        foreach (var (id, text) in entries)
        {
            if (text is null) await Remove(db, id, ct);
            else if (db.Database.IsSqlite()) await WriteSqlite(db, id, text, ct);
            else await WritePostgres(db, id, text, ct);
        }
    }

    /// <summary>The newest ids below <paramref name="below"/> whose records carry all words of the query, whoever may see them.</summary>
    public static async Task<List<SearchDocument>> Find(AppDb db, IReadOnlyList<Tokens.Phrase> words, IReadOnlyList<string> kinds, long below, int most, CancellationToken ct)
    {
        var company = db.CompanyScope.Value;
        if (db.Database.IsSqlite())
        {
            var match = $"\"{CompanyToken(company)}\" AND ({string.Join(" OR ", kinds.Select(kind => $"\"{KindToken(kind)}\""))}) AND {string.Join(" AND ", words.Select(word => $"\"{string.Join(' ', word.Parts)}\"{(word.Prefix ? "*" : "")}"))}";
            return await db.Set<SearchDocument>().FromSql($"""
                select d.* from (select rowid as id from search_index where search_index match {match} and rowid < {below} order by rowid desc limit {most}) as hit
                join search_documents as d on d.id = hit.id
                """).OrderByDescending(document => document.Id).ToListAsync(ct);
        }
        var query = string.Join(" & ", words.Select(word => $"({string.Join(" <-> ", word.Parts.Select((part, place) => $"'{part}'{(word.Prefix && place == word.Parts.Count - 1 ? ":*" : "")}"))})"));
        string[] wanted = [.. kinds];
        return await db.Set<SearchDocument>().FromSql($"""
            select id, company_id, kind, title, at, written_at from search_documents
            where tokens @@ {query}::tsquery and company_id = {company} and kind = any({wanted}) and id < {below} order by id desc limit {most}
            """).OrderByDescending(document => document.Id).ToListAsync(ct);
    }

    public static async Task Remove(AppDb db, long id, CancellationToken ct)
    {
        if (db.Database.IsSqlite()) await db.Database.ExecuteSqlAsync($"delete from search_index where rowid = {id}", ct);
        await db.Database.ExecuteSqlAsync($"delete from search_documents where id = {id}", ct);
    }

    private static async Task WriteSqlite(AppDb db, long id, SearchText text, CancellationToken ct)
    {
        var company = db.CompanyScope.Value;
        await Statements.Run(db, """
            insert into search_documents (id, company_id, kind, title, at, written_at) values ($1, $2, $3, $4, $5, $6)
            on conflict (id) do update set kind = excluded.kind, title = excluded.title, at = excluded.at, written_at = excluded.written_at
            """, ct, id, company, text.Kind, text.Title, text.At.Micros(), db.Now.Micros());
        var tokens = string.Join(' ', [CompanyToken(company), KindToken(text.Kind), .. TokensOf(text)]);
        await Statements.Run(db, "insert or replace into search_index (rowid, tokens) values ($1, $2)", ct, id, tokens);
    }

    private static Task WritePostgres(AppDb db, long id, SearchText text, CancellationToken ct)
    {
        // Tokens are letters and digits: nothing in them needs escaping.
        var vector = string.Join(' ', TokensOf(text).Select((token, place) => $"'{token}':{place + 1}"));
        return Statements.Run(db, """
            insert into search_documents (id, company_id, kind, title, at, written_at, tokens) values ($1, $2, $3, $4, $5, $6, $7::tsvector)
            on conflict (id) do update set kind = excluded.kind, title = excluded.title, at = excluded.at, written_at = excluded.written_at, tokens = excluded.tokens
            """, ct, id, db.CompanyScope.Value, text.Kind, text.Title, text.At.Micros(), db.Now.Micros(), vector);
    }

    private static IEnumerable<string> TokensOf(SearchText text) => Tokens.Of($"{text.Title}\n{text.Words}").Take(MostTokens);

    // The sign is a letter to the index and to no query.
    private static string CompanyToken(long company) => $"§c{company}";

    private static string KindToken(string kind) => $"§k{string.Concat(kind.Where(char.IsAsciiLetterOrDigit))}";
}
