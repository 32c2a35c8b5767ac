using Aftercare.Platform;

namespace Aftercare.Modules.Integrations;

/// <summary>Opens files before the gateway is asked: reading a table waits for the disk.</summary>
internal sealed class TableDesk(TableWork work)
{
    public const string FileKind = "table-import";

    /// <summary>The command that takes in a file the caller sent.</summary>
    public async Task<OpenTable.Command> Opening(Door door, string target, FileId file, UnitId? unit, CancellationToken ct)
    {
        (await door.Caller()).RequireCompany();
        var sent = await door.Ask(new ReadFile.Query(file), ct);
        return await Opening(target, file, sent.Hash, sent.Name, unit, ct);
    }

    /// <summary>The same for content whose hash is known.</summary>
    public async Task<OpenTable.Command> Opening(string target, FileId file, string hash, string name, UnitId? unit, CancellationToken ct)
    {
        var table = await work.Open(hash, ct);
        return new(target, file, hash, name, table.Headings, table.Lines.Count, unit);
    }

    /// <summary>The first lines of an import's file, to see what its columns hold.</summary>
    public async Task<IReadOnlyList<TableFileLine>> FirstLines(string hash, int count, CancellationToken ct) => [.. (await work.Open(hash, ct)).Lines.Take(count)];
}
