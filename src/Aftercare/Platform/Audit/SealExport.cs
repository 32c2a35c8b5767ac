using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Platform;

/// <summary>
/// Writes each committed seal as one line to `audit/seals.jsonl` in the data folder, outside the database: who can
/// rewrite the whole database cannot rewrite what was exported. After a crash it goes on behind the last whole line.
/// </summary>
internal sealed class SealExport(PumpRoom room, IConfiguration configuration) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    public string File { get; } = Path.Combine(PlatformModule.DataFolder(configuration), "audit", "seals.jsonl");

    /// <summary>Appends what the file lacks; on disk when this returns.</summary>
    public async Task Export(CancellationToken ct)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        await using var file = new FileStream(File, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        var last = LastWholeLine(file);
        var seals = await room.Read("export seals", db => db.Set<AuditSeal>().Where(seal => seal.Id > last).OrderBy(seal => seal.Id).ToListAsync(ct));
        foreach (var seal in seals) await file.WriteAsync(Encoding.UTF8.GetBytes(Line(seal) + "\n"), ct);
        if (seals.Count > 0) file.Flush(flushToDisk: true);
    }

    /// <summary>The codes of the exported seals by their ids.</summary>
    public Dictionary<long, byte[]> Read()
    {
        var macs = new Dictionary<long, byte[]>();
        if (!System.IO.File.Exists(File)) return macs;
        foreach (var line in System.IO.File.ReadLines(File))
            if (Parse(line) is { } seal) macs[seal.Id] = seal.Mac;
        return macs;
    }

    internal static string Line(AuditSeal seal) => new JsonObject
    {
        ["id"] = seal.Id, ["at"] = seal.At.ToString(), ["first"] = seal.FirstEntry, ["last"] = seal.LastEntry, ["count"] = seal.Count,
        ["digest"] = Convert.ToHexString(seal.Digest), ["previous"] = Convert.ToHexString(seal.Previous), ["mac"] = Convert.ToHexString(seal.Mac),
    }.ToJsonString();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (room.Off) return;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Export(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                room.Tell(failure, "Export of audit seals");
            }
            await Task.Delay(Pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // Leaves the file at its end, without the half line of a crash.
    private static long LastWholeLine(FileStream file)
    {
        var (last, end) = (0L, 0L);
        var tail = Math.Max(0, file.Length - 64 * 1024);
        var bytes = new byte[file.Length - tail];
        file.Position = tail;
        file.ReadExactly(bytes);
        for (int start = 0, newline; (newline = Array.IndexOf(bytes, (byte)'\n', start)) >= 0; start = newline + 1)
        {
            if (Parse(Encoding.UTF8.GetString(bytes, start, newline - start)) is { } seal) last = seal.Id;
            end = tail + newline + 1;
        }
        file.SetLength(end);
        file.Position = end;
        return last;
    }

    // Null for the first piece of the tail, which may begin in the middle of a line, and for what somebody scribbled in.
    private static (long Id, byte[] Mac)? Parse(string line)
    {
        try
        {
            return JsonNode.Parse(line) is { } json ? ((long)json["id"]!, Convert.FromHexString((string)json["mac"]!)) : null;
        }
        catch (Exception scribble) when (scribble is JsonException or FormatException or InvalidOperationException or ArgumentNullException or NullReferenceException)
        {
            return null;
        }
    }
}
