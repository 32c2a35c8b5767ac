using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Aftercare.Tests.Integrations;

/// <summary>
/// The figures of a log as a stranger computes them from the file, the map and docs/import-events.md alone: a reader, a
/// calendar and clocks of its own, in plain wall-clock arithmetic, that share no line with the product.
/// </summary>
internal sealed class PlainFigures
{
    private static readonly JsonDocumentOptions Loose = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };
    private static readonly Dictionary<string, int> WorkingDays = new() { ["P2"] = 1, ["P3"] = 3, ["P4"] = 5 };

    private readonly JsonElement _map;
    private readonly Dictionary<string, int> _columns = [];
    private readonly TimeZoneInfo? _zone;
    private readonly string _pattern;

    private PlainFigures(string map)
    {
        _map = JsonDocument.Parse(map, Loose).RootElement;
        _zone = _map.GetProperty("time").TryGetProperty("zone", out var zone) ? TimeZoneInfo.FindSystemTimeZoneById(zone.GetString()!) : null;
        _pattern = _map.GetProperty("time").GetProperty("pattern").GetString()!.Replace("uuuu", "yyyy", StringComparison.Ordinal).Replace("o<+HH:mm>", "zzz", StringComparison.Ordinal);
    }

    public int Cases { get; private set; }
    public int Events { get; private set; }
    public int Refused { get; private set; }
    public double MeanDays { get; private set; }
    public double MedianDays { get; private set; }
    public Dictionary<string, decimal> WithinSla { get; } = [];

    public static PlainFigures Of(string log, string map, DateTime now)
    {
        var figures = new PlainFigures(map);
        figures.Count(Records(log), now);
        return figures;
    }

    /// <summary>The records of a CSV text, quoted fields with everything in them.</summary>
    public static IEnumerable<List<string>> Records(string text)
    {
        text = text.TrimStart('\uFEFF');
        var separator = ",;\t|".MaxBy(mark => text[..(text + "\n").IndexOf('\n', StringComparison.Ordinal)].Count(letter => letter == mark));
        var (record, field, quoted) = (new List<string>(), new StringBuilder(), false);
        for (var i = 0; i < text.Length; i++)
        {
            var letter = text[i];
            if (quoted && letter == '"' && i + 1 < text.Length && text[i + 1] == '"') field.Append(text[++i]);
            else if (letter == '"' && (quoted || field.Length == 0)) quoted = !quoted;
            else if (!quoted && letter == separator) Close();
            else if (!quoted && letter is '\n' or '\r')
            {
                if (letter == '\r' && i + 1 < text.Length && text[i + 1] == '\n') i++;
                if (record.Count == 0 && field.Length == 0) continue;
                Close();
                yield return record;
                record = [];
            }
            else field.Append(letter);
        }
        if (record.Count > 0 || field.Length > 0)
        {
            Close();
            yield return record;
        }

        void Close()
        {
            record.Add(field.ToString());
            field.Clear();
        }
    }

    private void Count(IEnumerable<List<string>> records, DateTime now)
    {
        var cases = new Dictionary<string, List<(DateTime At, int Place, List<string> Cells)>>();
        var place = 0;
        foreach (var cells in records)
        {
            if (place++ == 0)
            {
                foreach (var (index, name) in cells.Index()) _columns.TryAdd(name.Trim(), index);
                continue;
            }
            if (Named(cells, "case") is not { } id || Named(cells, "activity") is not { } activity || MeaningOf(activity) is null || TimeOf(Named(cells, "time") ?? "") is not { } at || at > now) Refused++;
            else (cases.TryGetValue(id, out var rows) ? rows : cases[id] = []).Add((at, place, cells));
        }
        var (days, kept) = (new List<double>(), new Dictionary<string, (int Met, int Settled)>());
        foreach (var rows in cases.Values)
        {
            rows.Sort((one, other) => (one.At, one.Place).CompareTo((other.At, other.Place)));
            days.Add((rows[^1].At - rows[0].At).TotalDays);
            var (priority, met) = Judge([.. rows.Select(row => (row.At, row.Cells))], now);
            var sum = kept.GetValueOrDefault(priority);
            if (met is { } verdict) kept[priority] = (sum.Met + (verdict ? 1 : 0), sum.Settled + 1);
        }
        days.Sort();
        (Cases, Events) = (cases.Count, cases.Values.Sum(rows => rows.Count));
        (MeanDays, MedianDays) = (days.Average(), (days[(days.Count - 1) / 2] + days[days.Count / 2]) / 2);
        foreach (var (priority, (met, settled)) in kept) WithinSla[priority] = Math.Round((decimal)met / settled, 6);
    }

    /// <summary>The priority a case ends with, and whether the promise to solve it was kept; null while that is open, or when cancelling it was all that ended it.</summary>
    private (string Priority, bool? Met) Judge(List<(DateTime At, List<string> Cells)> rows, DateTime now)
    {
        var opened = _map.GetProperty("ticket").TryGetProperty("openedAt", out _) && TimeOf(Value(rows[0].Cells, "openedAt") ?? "") is { } earlier && earlier < rows[0].At ? earlier : rows[0].At;
        var priority = Value(rows[0].Cells, "priority")!;
        var (last, pause, solved, ended, stoppedAt, cancelledAt) = ("", (string?)null, false, false, (DateTime?)null, (DateTime?)null);
        var (stretches, from, judged) = (new List<Stretch>(), opened, priority);

        // What held from `from` until now is written down whenever it changes.
        void Turn(DateTime at)
        {
            stretches.Add(new(from, at, priority == "P1", stoppedAt is null && !(pause is not null && priority != "P1")));
            from = at;
        }
        void Stop(DateTime at)
        {
            if (stoppedAt is not null) return;
            Turn(at);
            (stoppedAt, judged) = (at, priority);
        }
        foreach (var (at, cells) in rows)
        {
            var activity = Named(cells, "activity")!;
            var (meaning, reason) = (MeaningOf(activity)!.Split(':')[0], MeaningOf(activity)!.Split(':').ElementAtOrDefault(1));
            var says = activity != last && meaning != "Note";
            last = activity;
            if (says && (solved || ended) && meaning is not ("Solved" or "Closed" or "Confirmed" or "Cancelled"))
            {
                Turn(at);
                (solved, ended, stoppedAt, cancelledAt) = (false, false, null, null);
            }
            if (Value(cells, "priority") is { } now1 && now1 != priority && !ended)
            {
                Turn(at);
                priority = now1;
            }
            if (!says) continue;
            if (pause is not null)
            {
                Turn(at);
                pause = null;
            }
            if (meaning == "Paused")
            {
                Turn(at);
                pause = reason;
            }
            if (ended) continue;
            if (meaning is "Solved" or "Closed" or "Cancelled") Stop(at);
            if (meaning is "Solved" or "Closed") solved = true;
            if (meaning == "Cancelled") cancelledAt = at;
            ended = meaning is "Closed" or "Cancelled";
        }
        if (stoppedAt is { } stop)
        {
            // Had nobody stopped it, it would have counted on.
            var until = stretches.FindAll(stretch => stretch.To <= stop);
            until.Add(new(stop, DateTime.MaxValue, judged == "P1", true));
            var late = stop > Due(opened, judged, until);
            return (priority, late ? false : stop == cancelledAt ? null : true);
        }
        stretches.Add(new(from, DateTime.MaxValue, priority == "P1", pause is null || priority == "P1"));
        return (priority, Due(opened, priority, stretches) is { } due && now > due ? false : null);
    }

    private sealed record Stretch(DateTime From, DateTime To, bool AroundTheClock, bool Counts)
    {
        public TimeSpan Worked(DateTime until) => AroundTheClock ? Positive((To < until ? To : until) - From) : Office(From, To < until ? To : until);
    }

    /// <summary>P1: eight hours around the clock. Else so many working days: the working time until the closing of the last of them, used up by the stretches that count.</summary>
    private static DateTime? Due(DateTime opened, string priority, List<Stretch> stretches)
    {
        var (target, notBefore) = (TimeSpan.FromHours(8), opened);
        if (priority != "P1")
        {
            var left = WorkingDays[priority];
            for (var day = Shanghai(opened).Date.AddDays(1); left > 0; day = day.AddDays(1))
            {
                // Whether a day is worked, and when it closes, says the calendar that is in force when it closes.
                var (office, midnight) = (Utc(day.AddHours(18)), Utc(day.AddDays(1)));
                var works = IsWeekday(day) && stretches.Exists(stretch => !stretch.AroundTheClock && stretch.From < office && office <= stretch.To);
                var always = stretches.Exists(stretch => stretch.AroundTheClock && stretch.From < midnight && midnight <= stretch.To);
                foreach (var closing in new[] { (works, office), (always, midnight) })
                    if (closing.Item1 && --left == 0)
                    {
                        notBefore = closing.Item2;
                        break;
                    }
            }
            target = stretches.Where(stretch => stretch.From <= notBefore).Aggregate(TimeSpan.Zero, (sum, stretch) => sum + stretch.Worked(notBefore));
        }
        foreach (var stretch in stretches.Where(stretch => stretch.Counts))
        {
            var worked = stretch.Worked(stretch.To == DateTime.MaxValue ? stretch.From.AddDays(60).Add(target * 8) : stretch.To);
            if (worked < target)
            {
                target -= worked;
                continue;
            }
            var reached = Reach(stretch, target);
            return reached > notBefore ? reached : notBefore;
        }
        return null;
    }

    private static DateTime Reach(Stretch stretch, TimeSpan target)
    {
        if (stretch.AroundTheClock || target == TimeSpan.Zero) return stretch.From + target;
        for (var day = Shanghai(stretch.From).Date; ; day = day.AddDays(1))
            foreach (var (open, close) in Windows(day))
            {
                var start = open > stretch.From ? open : stretch.From;
                if (close <= start) continue;
                if (close - start >= target) return start + target;
                target -= close - start;
            }
    }

    private static TimeSpan Office(DateTime from, DateTime to)
    {
        var sum = TimeSpan.Zero;
        for (var day = Shanghai(from).Date; from < to && Utc(day) < to; day = day.AddDays(1))
            foreach (var (open, close) in Windows(day)) sum += Positive((close < to ? close : to) - (open > from ? open : from));
        return sum;
    }

    // The standard week in Shanghai; its statutory holidays are known from December 2018, and these logs end before that.
    private static IEnumerable<(DateTime Open, DateTime Close)> Windows(DateTime day) =>
        IsWeekday(day) ? [(Utc(day.AddHours(9)), Utc(day.AddHours(12))), (Utc(day.AddHours(13.5)), Utc(day.AddHours(18)))] : [];

    private static bool IsWeekday(DateTime day) => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);

    private static DateTime Shanghai(DateTime utc) => utc.AddHours(8);

    private static DateTime Utc(DateTime shanghai) => shanghai.AddHours(-8);

    private static TimeSpan Positive(TimeSpan span) => span > TimeSpan.Zero ? span : TimeSpan.Zero;

    private DateTime? TimeOf(string text)
    {
        if (_zone is null) return DateTimeOffset.TryParseExact(text, _pattern, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant) ? instant.UtcDateTime : null;
        if (!DateTime.TryParseExact(text, _pattern, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)) return null;
        // A time that daylight saving skips is as much later as was skipped; of a repeated one the first pass counts.
        if (_zone.IsInvalidTime(local)) return local - _zone.GetUtcOffset(local.AddHours(-1));
        return local - (_zone.IsAmbiguousTime(local) ? _zone.GetAmbiguousTimeOffsets(local).Max() : _zone.GetUtcOffset(local));
    }

    private string? MeaningOf(string activity) =>
        _map.GetProperty("activities") is var activities && (activities.TryGetProperty(activity, out var meaning) || activities.TryGetProperty("*", out meaning)) ? meaning.GetString() : null;

    private string? Named(List<string> cells, string column) => Cell(cells, _map.GetProperty("columns").GetProperty(column).GetString()!);

    private string? Cell(List<string> cells, string column)
    {
        var place = _columns[column];
        if (place >= cells.Count) return null;
        var text = cells[place].Trim();
        return text.Length == 0 || (_map.TryGetProperty("missing", out var missing) && missing.EnumerateArray().Any(value => value.GetString() == text)) ? null : text;
    }

    private string? Value(List<string> cells, string name)
    {
        var value = _map.GetProperty("ticket").GetProperty(name);
        var text = value.TryGetProperty("value", out var same) ? same.GetString() : Cell(cells, value.GetProperty("column").GetString()!);
        if (text is not null && value.TryGetProperty("map", out var map)) text = map.TryGetProperty(text, out var ours) ? ours.GetString() : null;
        return text ?? (value.TryGetProperty("default", out var other) ? other.GetString() : null);
    }
}
