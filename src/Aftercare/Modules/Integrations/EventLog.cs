using System.Globalization;
using System.Text;
using Aftercare.Modules.Integrations.Face;
using CsvHelper;
using NodaTime;
using NodaTime.Text;

namespace Aftercare.Modules.Integrations;

/// <summary>One row of a log that can be used.</summary>
/// <param name="Line">Where it stands in the file, the header being line 1.</param>
/// <param name="Cells">The columns that the map needs, in its order.</param>
internal sealed record LogRow(long Line, string Case, string Activity, Instant At, string? Resource, string?[] Cells);

/// <summary>
/// Reads a log of any size in flat memory. A first pass spreads the rows over temporary files by their case; then each
/// file, small enough for memory, gives its cases whole, however far apart their rows stood. The order is the same each time.
/// </summary>
internal sealed class EventLog : IDisposable
{
    private const long BytesPerBucket = 16 << 20;

    private readonly string _file;
    private readonly EventMap _map;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aftercare-import-");
    private readonly Func<string, Instant?> _readTime;
    private readonly int _buckets;

    public EventLog(string file, EventMap map)
    {
        (_file, _map) = (file, map);
        _readTime = TimeReader(map.Time);
        _buckets = (int)Math.Clamp(new FileInfo(file).Length / BytesPerBucket + 1, 1, 512);
        Columns = [.. new[] { map.Ticket.Type, map.Ticket.Fault, map.Ticket.Customer, map.Ticket.Priority, map.Ticket.Channel, map.Ticket.Model, map.Ticket.OpenedAt }
            .OfType<ValueMap>().SelectMany(value => value.Columns).Distinct()];
    }

    /// <summary>The columns kept in <see cref="LogRow.Cells"/>.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>Rows that were read so far, usable or not.</summary>
    public long Rows { get; private set; }

    /// <summary>The first pass. Refused rows come back in the order of the file.</summary>
    /// <exception cref="Platform.Refusal">`import.column-missing`, `import.file-empty`.</exception>
    public IEnumerable<RefusedRow> Spread()
    {
        var writers = Enumerable.Range(0, _buckets).Select(bucket => new BinaryWriter(File.Create(BucketFile(bucket)), Encoding.UTF8)).ToArray();
        try
        {
            using var csv = CsvReader.FromFile(_file, new CsvReaderOptions { HasHeader = false, Separator = _map.Delimiter?[0], TrackLineNumbers = true, PoolStrings = true }, FileOptions.SequentialScan);
            if (!csv.Read()) throw Platform.Refusal.Invalid("import.file-empty", "FILE");
            var header = new Header(Cells(csv), _map, Columns);
            while (csv.Read())
            {
                Rows++;
                if (WhyNot(Cells(csv), csv.LineNumber, header, out var row) is { } refused) yield return refused;
                else Write(writers[Bucket(row!.Case)], row);
            }
        }
        finally
        {
            foreach (var writer in writers) writer.Dispose();
        }
    }

    /// <summary>The second pass: each case once, its rows in the order of time, rows of the same time in the order of the file.</summary>
    public IEnumerable<IReadOnlyList<LogRow>> Cases()
    {
        for (var bucket = 0; bucket < _buckets; bucket++)
            foreach (var group in Read(BucketFile(bucket)).GroupBy(row => row.Case, StringComparer.Ordinal))
                yield return [.. group.OrderBy(row => row.At).ThenBy(row => row.Line)];
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static string[] Cells(CsvReader csv)
    {
        var cells = new string[csv.FieldCount];
        for (var place = 0; place < cells.Length; place++) cells[place] = csv.GetString(place);
        return cells;
    }

    private RefusedRow? WhyNot(string[] cells, long line, Header header, out LogRow? row)
    {
        row = null;
        if (cells.Length < header.Width) return new(line, "row.too-short", cells.Length.ToString(CultureInfo.InvariantCulture));
        var (id, activity, time) = (cells[header.Case].Trim(), cells[header.Activity].Trim(), cells[header.Time].Trim());
        if (_map.IsMissing(id)) return new(line, "case.missing", id);
        if (_map.IsMissing(activity)) return new(line, "activity.missing", activity);
        if (_map.MeaningOf(activity) is null) return new(line, "activity.unknown", activity);
        if (_readTime(time) is not { } at) return new(line, "time.unreadable", time);
        row = new(line, id, activity, at, header.Resource < 0 ? null : Cell(cells[header.Resource]), [.. header.Kept.Select(place => Cell(cells[place]))]);
        return null;
    }

    private string? Cell(string value) => _map.IsMissing(value.Trim()) ? null : value.Trim();

    // Not GetHashCode: a resumed import must find the same cases in the same files.
    private int Bucket(string id) => (int)(id.Aggregate(2166136261u, (hash, letter) => (hash ^ letter) * 16777619u) % (uint)_buckets);

    private string BucketFile(int bucket) => Path.Combine(_folder.FullName, bucket.ToString(CultureInfo.InvariantCulture));

    private static void Write(BinaryWriter writer, LogRow row)
    {
        writer.Write(row.Line);
        writer.Write(row.Case);
        writer.Write(row.Activity);
        writer.Write(row.At.ToUnixTimeTicks());
        writer.Write(row.Resource ?? "");
        foreach (var cell in row.Cells) writer.Write(cell ?? "");
    }

    private IEnumerable<LogRow> Read(string file)
    {
        using var reader = new BinaryReader(File.OpenRead(file), Encoding.UTF8);
        while (reader.BaseStream.Position < reader.BaseStream.Length)
        {
            yield return new(reader.ReadInt64(), reader.ReadString(), reader.ReadString(), Instant.FromUnixTimeTicks(reader.ReadInt64()), NullIfEmpty(reader.ReadString()),
                [.. Columns.Select(_ => NullIfEmpty(reader.ReadString()))]);
        }
    }

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;

    /// <summary>Reads a time by the map's pattern; also used for the column that says when a case was opened.</summary>
    public static Func<string, Instant?> TimeReader(LogTime time)
    {
        if (time.Zone is null)
        {
            var offset = OffsetDateTimePattern.CreateWithInvariantCulture(time.Pattern);
            return text => offset.Parse(text) is { Success: true } read ? read.Value.ToInstant() : null;
        }
        var zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(time.Zone) ?? throw Platform.Refusal.Invalid("import.zone-unknown", "time.zone", time.Zone);
        var local = LocalDateTimePattern.CreateWithInvariantCulture(time.Pattern);
        return text => local.Parse(text) is { Success: true } read ? read.Value.InZoneLeniently(zone).ToInstant() : null;
    }

    /// <summary>Where the columns stand; the first of two with the same name.</summary>
    private sealed class Header
    {
        public Header(string[] names, EventMap map, IReadOnlyList<string> kept)
        {
            int Place(string name) => Array.FindIndex(names, candidate => candidate.Trim().Trim('\uFEFF') == name) is var place and >= 0 ? place : throw Platform.Refusal.Invalid("import.column-missing", "columns", name);
            (Case, Activity, Time) = (Place(map.Columns.Case), Place(map.Columns.Activity), Place(map.Columns.Time));
            Resource = map.Columns.Resource is { } resource ? Place(resource) : -1;
            Kept = [.. kept.Select(Place)];
            Width = Kept.Append(Case).Append(Activity).Append(Time).Append(Resource).Max() + 1;
        }

        public int Case { get; }
        public int Activity { get; }
        public int Time { get; }
        public int Resource { get; }
        public int[] Kept { get; }
        public int Width { get; }
    }
}
