using System.Globalization;
using System.IO.Compression;
using System.Text;
using Aftercare.Modules.Integrations.Face;
using Aftercare.Platform;
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
    private const int UsualPacking = 10, LongestCaseId = 100, LongestRow = 4 << 20;

    /// <summary>Working time is reckoned from 1900 on.</summary>
    public static readonly Instant Earliest = Instant.FromUtc(1900, 1, 3, 0, 0);

    private readonly string _file;
    private readonly EventMap _map;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aftercare-import-");
    private readonly Func<string, Instant?> _readTime;
    private readonly Instant _now;
    private readonly int _buckets;
    private readonly string[] _columns;

    /// <param name="now">What lies after it has not happened yet; the same time again when an import goes on.</param>
    public EventLog(string file, EventMap map, Instant now)
    {
        (_file, _map, _now) = (file, map, now);
        _readTime = TimeReader(map.Time);
        _buckets = (int)Math.Clamp(new FileInfo(file).Length * (IsPacked ? UsualPacking : 1) / BytesPerBucket + 1, 1, 512);
        _columns = [.. new[] { map.Ticket.Type, map.Ticket.Fault, map.Ticket.Customer, map.Ticket.Priority, map.Ticket.Channel, map.Ticket.Model, map.Ticket.OpenedAt }
            .OfType<ValueMap>().SelectMany(value => value.Columns).Distinct()];
    }

    /// <summary>The columns kept in <see cref="LogRow.Cells"/>.</summary>
    public IReadOnlyList<string> Columns => _columns;

    /// <summary>Rows that were read so far, usable or not.</summary>
    public long Rows { get; private set; }

    /// <summary>The first pass. Refused rows come back in the order of the file.</summary>
    /// <exception cref="Platform.Refusal">`import.column-missing`, `import.file-empty`.</exception>
    public IEnumerable<RefusedRow> Spread()
    {
        CsvMalformedRecord? quoted = null;
        var writers = Enumerable.Range(0, _buckets).Select(bucket => new BinaryWriter(File.Create(BucketFile(bucket)), Encoding.UTF8)).ToArray();
        try
        {
            using var csv = CsvReader.Create(OpenFile(), new CsvReaderOptions
            {
                HasHeader = false, Separator = _map.Delimiter?[0], TrackLineNumbers = true, PoolStrings = true, MaxRecordSize = LongestRow, OnMalformedRecord = record => quoted = record,
            });
            if (!Next(csv)) throw Platform.Refusal.Invalid("import.file-empty", "FILE");
            var header = new Header([.. Enumerable.Range(0, csv.FieldCount).Select(csv.GetString)], _map, Columns);
            while (Next(csv))
            {
                Rows++;
                var unclosed = quoted?.Reason is CsvMalformedReason.UnterminatedQuote;
                quoted = null;
                if (unclosed) yield return new(csv.LineNumber, "row.malformed", Text(csv, 0));
                else if (WhyNot(csv, header, out var row) is { } refused) yield return refused;
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

    private bool IsPacked => _file.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);

    private Stream OpenFile()
    {
        var file = new FileStream(_file, new FileStreamOptions { Options = FileOptions.SequentialScan, BufferSize = 1 << 16 });
        return IsPacked ? new GZipStream(file, CompressionMode.Decompress) : file;
    }

    private static bool Next(CsvReader csv)
    {
        try
        {
            return csv.Read();
        }
        catch (Exception wrong) when (wrong is CsvFormatException or InvalidDataException)
        {
            // Longer than any row is, which is what a quote that nobody closed leads to; or packed and not whole.
            throw Platform.Refusal.Invalid("import.file-malformed", "FILE", wrong.Message);
        }
    }

    private RefusedRow? WhyNot(CsvReader csv, Header header, out LogRow? row)
    {
        row = null;
        var line = csv.LineNumber;
        if (csv.FieldCount < header.Width) return new(line, "row.too-short", csv.FieldCount.ToString(CultureInfo.InvariantCulture));
        var (id, activity, time) = (Text(csv, header.Case), Text(csv, header.Activity), Text(csv, header.Time));
        if (_map.IsMissing(id)) return new(line, "case.missing", id);
        if (id.Length > LongestCaseId) return new(line, "case.too-long", id);
        if (_map.IsMissing(activity)) return new(line, "activity.missing", activity);
        if (_map.MeaningOf(activity) is null) return new(line, "activity.unknown", activity);
        if (_readTime(time) is not { } at) return new(line, "time.unreadable", time);
        if (at > _now) return new(line, "time.ahead", time);
        if (at < Earliest) return new(line, "time.too-early", time);
        var cells = new string?[header.Kept.Length];
        for (var place = 0; place < cells.Length; place++) cells[place] = Cell(Text(csv, header.Kept[place]));
        if (_map.Ticket.Priority?.Of(column => cells[Array.IndexOf(_columns, column)]) is { } priority && !TicketMap.IsPriority(priority)) return new(line, "priority.unknown", priority);
        row = new(line, id, activity, at, header.Resource < 0 ? null : Cell(Text(csv, header.Resource))?.Cut(200), cells);
        return null;
    }

    // PostgreSQL takes no NUL in a text.
    private static string Text(CsvReader csv, int place) => csv.GetString(place) is var text && text.Contains('\0', StringComparison.Ordinal) ? text.Replace("\0", "", StringComparison.Ordinal).Trim() : text.Trim();

    private string? Cell(string value) => _map.IsMissing(value) ? null : value;

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
    /// <exception cref="Platform.Refusal">`import.map-malformed`, `import.zone-unknown`.</exception>
    public static Func<string, Instant?> TimeReader(LogTime time)
    {
        try
        {
            if (time.Zone is null)
            {
                var offset = OffsetDateTimePattern.CreateWithInvariantCulture(time.Pattern);
                var noon = new LocalDateTime(2000, 1, 1, 12, 0);
                if (offset.Format(noon.WithOffset(Offset.Zero)) == offset.Format(noon.WithOffset(Offset.FromHours(5)))) throw EventMap.Malformed("time: the pattern has no offset, so the zone of the times is needed.");
                return text => offset.Parse(text) is { Success: true } read ? read.Value.ToInstant() : null;
            }
            var zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(time.Zone) ?? throw Platform.Refusal.Invalid("import.zone-unknown", "time.zone", time.Zone);
            var local = LocalDateTimePattern.CreateWithInvariantCulture(time.Pattern);
            return text => local.Parse(text) is { Success: true } read ? read.Value.InZoneLeniently(zone).ToInstant() : null;
        }
        catch (InvalidPatternException wrong)
        {
            throw EventMap.Malformed($"time.pattern: {wrong.Message}");
        }
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
