using NodaTime;

namespace Aftercare.Rules.Time;

/// <summary>An open stretch of time: from its opening up to, not including, its closing.</summary>
public readonly record struct OpenInterval(Instant From, Instant To);

/// <summary>A stretch in which nothing is counted; without an end it is still going on.</summary>
public readonly record struct Pause(Instant From, Instant? To);

/// <summary>
/// Answers questions about the working time of one calendar (R308, R309): exact to the tick of 100 ns, in a
/// fraction of a microsecond, without allocating, from any thread.
/// </summary>
/// <remarks>
/// Conventions, also told to users in <c>docs/clock.md</c>: an opening is open and a closing is not; working time that
/// ends exactly at closing ends at that closing, not at the next opening, and backwards exactly at that opening;
/// on days of daylight saving working time is elapsed time. Instants finer than a tick are cut to the tick.
/// The index is sorted intervals with prefix sums, built in spans of 512 days when first asked for.
/// </remarks>
public sealed class WorkingTime
{
    private const int SpanDays = 512;
    private const long SpanTicks = SpanDays * ZoneTicks.PerDay;
    private const int FirstDay = -25_567; // 1900-01-01
    private const long FirstTick = FirstDay * ZoneTicks.PerDay;
    private const int SpanCount = 286;
    private const long EndTick = FirstTick + (SpanCount * SpanTicks);

    private readonly ZoneTicks _zone;
    private readonly OpenSpan?[] _open = new OpenSpan?[SpanCount];
    private readonly DaySpan?[] _days = new DaySpan?[SpanCount];
    private readonly int _firstSingleDay;
    private readonly int _lastSingleDay;

    /// <summary>Prepares a calendar; nothing is computed before the first question.</summary>
    /// <exception cref="RuleRefusal"><c>calendar.zone-unknown</c> when its time zone is not an IANA zone.</exception>
    public WorkingTime(WorkCalendar calendar)
    {
        Calendar = calendar;
        _zone = new ZoneTicks(DateTimeZoneProviders.Tzdb.GetZoneOrNull(calendar.TimeZone)
            ?? throw new RuleRefusal("calendar.zone-unknown", $"'{calendar.TimeZone}' is not an IANA time zone such as Asia/Shanghai.", calendar.TimeZone));
        Recurs = calendar.Week.Values.Any(w => w.Count > 0) && calendar.YearlyHolidays.Count < 366;
        (_firstSingleDay, _lastSingleDay) = SingleDaysOf(calendar);
    }

    /// <summary>The definition.</summary>
    public WorkCalendar Calendar { get; }

    /// <summary>Whether it goes on opening for ever; one that does not answers <c>calendar.never-open</c> sooner or later.</summary>
    public bool Recurs { get; }

    /// <summary>The calendar's time zone.</summary>
    public DateTimeZone Zone => _zone.Zone;

    /// <summary>The first instant it can answer about (1900).</summary>
    public static Instant Earliest { get; } = Instant.FromUnixTimeTicks(FirstTick);

    /// <summary>The end of what it can answer about (2300).</summary>
    public static Instant Latest { get; } = Instant.FromUnixTimeTicks(EndTick);

    /// <summary>The first instant by which <paramref name="working"/> has passed since <paramref name="start"/>; backwards, the last one, when negative; the start itself when zero.</summary>
    /// <exception cref="RuleRefusal"><c>calendar.never-open</c> when the calendar does not hold that much; <c>time.out-of-range</c> beyond 1900 to 2300.</exception>
    public Instant Add(Instant start, Duration working) =>
        Instant.FromUnixTimeTicks(AddTicks(start.ToUnixTimeTicks(), working.BclCompatibleTicks));

    /// <summary><see cref="Add"/> in seconds.</summary>
    public Instant AddSeconds(Instant start, long seconds) => Add(start, Duration.FromSeconds(seconds));

    /// <summary>Working time from <paramref name="start"/> to <paramref name="end"/>; zero when the end is before the start.</summary>
    /// <exception cref="RuleRefusal"><c>time.out-of-range</c> beyond 1900 to 2300.</exception>
    public Duration Between(Instant start, Instant end) =>
        Duration.FromTicks(BetweenTicks(start.ToUnixTimeTicks(), end.ToUnixTimeTicks()));

    /// <summary>Whether work goes on at this instant; true at an opening, false at a closing.</summary>
    /// <exception cref="RuleRefusal"><c>time.out-of-range</c> beyond 1900 to 2300.</exception>
    public bool IsOpen(Instant at)
    {
        var ticks = at.ToUnixTimeTicks();
        return OpenSpanAt(SlotOfTick(ticks)).IsOpen(ticks);
    }

    /// <summary>Whether windows start on this date by the rules of the calendar; a night's spill alone does not make a working day.</summary>
    /// <exception cref="RuleRefusal"><c>time.out-of-range</c> beyond 1900 to 2300.</exception>
    public bool IsWorkingDay(LocalDate date)
    {
        var day = DayOf(date);
        return DaySpanAt(SlotOfDay(day)).IsWorking(day);
    }

    /// <summary>The date of an instant on the calendar's wall clock.</summary>
    public LocalDate DateOf(Instant at) => at.InZone(Zone).Date;

    /// <summary>The instant of a wall clock: the first pass of a repeated hour; a skipped time counts as much later as was skipped.</summary>
    /// <exception cref="RuleRefusal"><c>time.out-of-range</c> beyond 1900 to 2300.</exception>
    public Instant At(LocalDateTime wallClock) =>
        Instant.FromUnixTimeTicks(_zone.ToInstant((DayOf(wallClock.Date) * ZoneTicks.PerDay) + wallClock.TimeOfDay.TickOfDay));

    /// <summary>
    /// Closing of the N-th working day after the start's date (R309); backwards the opening of the N-th working day before
    /// it; with <paramref name="keepTimeOfDay"/> the start's time of day on that date; for zero days the start itself.
    /// </summary>
    /// <exception cref="RuleRefusal"><c>calendar.never-open</c> when there are not that many; <c>time.out-of-range</c> beyond 1900 to 2300.</exception>
    public Instant AddDays(Instant start, int days, bool keepTimeOfDay = false)
    {
        if (days == 0)
        {
            return start;
        }
        var local = _zone.ToLocal(start.ToUnixTimeTicks());
        var startDay = (int)ZoneTicks.FloorDiv(local, ZoneTicks.PerDay);
        var day = NthDay(startDay, days);
        if (keepTimeOfDay)
        {
            return Instant.FromUnixTimeTicks(_zone.ToInstant(local + ((day - startDay) * ZoneTicks.PerDay)));
        }
        var span = DaySpanAt(SlotOfDay(day));
        return Instant.FromUnixTimeTicks(days > 0 ? span.ClosingOf(day) : span.OpeningOf(day));
    }

    /// <summary>The N-th working date after a date, or before it when negative; the date itself for zero.</summary>
    /// <inheritdoc cref="AddDays" path="/exception"/>
    public LocalDate NthWorkingDay(LocalDate date, int days) => days == 0 ? date : DateOf(NthDay(DayOf(date), days));

    /// <summary>How many working dates lie after <paramref name="start"/> up to <paramref name="end"/>, the start itself too when inclusive; zero when the end is before the start.</summary>
    /// <exception cref="RuleRefusal"><c>time.out-of-range</c> beyond 1900 to 2300.</exception>
    public int DaysBetween(LocalDate start, LocalDate end, bool inclusive = false)
    {
        var (from, to) = (DayOf(start) + (inclusive ? 0 : 1), DayOf(end) + 1);
        if (to <= from)
        {
            return 0;
        }
        var (first, last) = (SlotOfDay(from), SlotOfDay(to));
        var count = DaySpanAt(last).CountBefore(to) - DaySpanAt(first).CountBefore(from);
        for (var slot = first; slot < last; slot++)
        {
            count += DaySpanAt(slot).Count;
        }
        return count;
    }

    /// <summary>First opening of a working date; null when the date is none.</summary>
    public Instant? OpeningOf(LocalDate date)
    {
        var day = DayOf(date);
        var span = DaySpanAt(SlotOfDay(day));
        return span.IsWorking(day) ? Instant.FromUnixTimeTicks(span.OpeningOf(day)) : null;
    }

    /// <summary>Last closing of a working date, after midnight when its last window is a night's; null when the date is none.</summary>
    public Instant? ClosingOf(LocalDate date)
    {
        var day = DayOf(date);
        var span = DaySpanAt(SlotOfDay(day));
        return span.IsWorking(day) ? Instant.FromUnixTimeTicks(span.ClosingOf(day)) : null;
    }

    /// <summary>The instant itself when open, else the next opening.</summary>
    /// <exception cref="RuleRefusal"><c>calendar.never-open</c>, <c>time.out-of-range</c>.</exception>
    public Instant OpenFrom(Instant at) => IsOpen(at) ? at : Add(at, Duration.FromTicks(1)) - Duration.FromTicks(1);

    /// <summary>The open stretches between two instants, cut to them, in order; touching windows are one stretch.</summary>
    public IEnumerable<OpenInterval> WindowsIn(Instant from, Instant to)
    {
        var (start, end) = (from.ToUnixTimeTicks(), to.ToUnixTimeTicks());
        if (end <= start)
        {
            yield break;
        }
        var (pendingFrom, pendingTo) = (0L, long.MinValue);
        for (var slot = SlotOfTick(start); slot <= SlotOfTick(end - 1); slot++)
        {
            var span = OpenSpanAt(slot);
            for (var i = span.FirstClosingAfter(start); i < span.Opens.Length && span.Opens[i] < end; i++)
            {
                var (open, close) = (Math.Max(span.Opens[i], start), Math.Min(span.Closes[i], end));
                if (open == pendingTo)
                {
                    pendingTo = close;
                    continue;
                }
                if (pendingTo > pendingFrom)
                {
                    yield return new OpenInterval(Instant.FromUnixTimeTicks(pendingFrom), Instant.FromUnixTimeTicks(pendingTo));
                }
                (pendingFrom, pendingTo) = (open, close);
            }
        }
        if (pendingTo > pendingFrom)
        {
            yield return new OpenInterval(Instant.FromUnixTimeTicks(pendingFrom), Instant.FromUnixTimeTicks(pendingTo));
        }
    }

    /// <summary>
    /// When working time outside the pauses reaches a target (R308); null while a pause without an end keeps it from doing so.
    /// Pauses may overlap and come in any order.
    /// </summary>
    /// <param name="start">Where counting begins.</param>
    /// <param name="target">Zero or more; zero is due at the start.</param>
    /// <param name="pauses">Not counted; parts before the start do not matter.</param>
    /// <exception cref="RuleRefusal"><c>target.negative</c>; <c>pause.reversed</c> when a pause ends before it begins; also as <see cref="Add"/>.</exception>
    public Instant? AddOutside(Instant start, Duration target, IEnumerable<Pause> pauses)
    {
        if (target < Duration.Zero)
        {
            throw new RuleRefusal("target.negative", "A target is zero or more.");
        }
        var (at, left) = (start, target);
        foreach (var pause in pauses.OrderBy(p => p.From))
        {
            if (pause.To < pause.From)
            {
                throw new RuleRefusal("pause.reversed", "A pause ends before it begins.");
            }
            if (left == Duration.Zero)
            {
                continue;
            }
            var worked = Between(at, pause.From);
            if (worked >= left)
            {
                (at, left) = (Add(at, left), Duration.Zero);
                continue;
            }
            left -= worked;
            if (pause.To is not { } resumed)
            {
                return null;
            }
            at = Instant.Max(at, resumed);
        }
        return Add(at, left);
    }

    /// <summary>Whether a due time reckoned over this stretch rests on a year whose holidays are not published (B19).</summary>
    public bool IsProvisional(Instant from, Instant to) => Calendar.FirstUnpublished(DateOf(from), DateOf(to)) is not null;

    internal long AddTicks(long start, long amount)
    {
        if (amount == 0)
        {
            return start;
        }
        return amount > 0 ? Forward(start, amount) : Backward(start, -amount);
    }

    internal long BetweenTicks(long start, long end)
    {
        if (end <= start)
        {
            return 0;
        }
        var (first, last) = (SlotOfTick(start), SlotOfTick(end));
        var sum = OpenSpanAt(last).Before(end) - OpenSpanAt(first).Before(start);
        for (var slot = first; slot < last; slot++)
        {
            sum += OpenSpanAt(slot).Total;
        }
        return sum;
    }

    private long Forward(long start, long amount)
    {
        var slot = SlotOfTick(start);
        var span = OpenSpanAt(slot);
        var target = span.Before(start) + amount;
        while (target > span.Total)
        {
            target -= span.Total;
            slot++;
            RefuseAfter(slot);
            span = OpenSpanAt(slot);
        }
        return span.FirstReaching(target);
    }

    private long Backward(long start, long amount)
    {
        var slot = SlotOfTick(start);
        var span = OpenSpanAt(slot);
        var target = span.Before(start) - amount;
        while (target < 0)
        {
            slot--;
            RefuseBefore(slot);
            span = OpenSpanAt(slot);
            target += span.Total;
        }
        return span.LastReaching(target);
    }

    private int NthDay(int day, int n)
    {
        var slot = SlotOfDay(day);
        var span = DaySpanAt(slot);
        var rank = n > 0 ? span.CountBefore(day) + (span.IsWorking(day) ? 1 : 0) + n - 1 : span.CountBefore(day) + n;
        while (rank >= span.Count)
        {
            rank -= span.Count;
            slot++;
            RefuseAfter(slot);
            span = DaySpanAt(slot);
        }
        while (rank < 0)
        {
            slot--;
            RefuseBefore(slot);
            span = DaySpanAt(slot);
            rank += span.Count;
        }
        return span.DayAt(rank);
    }

    private void RefuseAfter(int slot)
    {
        // Three days are more than any offset and any night can shift a window.
        if (!Recurs && FirstDay + (slot * SpanDays) > _lastSingleDay + 3)
        {
            throw NeverOpen();
        }
        if (slot >= SpanCount)
        {
            throw OutOfRange();
        }
    }

    private void RefuseBefore(int slot)
    {
        if (!Recurs && FirstDay + ((slot + 1) * SpanDays) < _firstSingleDay - 3)
        {
            throw NeverOpen();
        }
        if (slot < 0)
        {
            throw OutOfRange();
        }
    }

    private RuleRefusal NeverOpen() => new("calendar.never-open", $"Calendar '{Calendar.Name}' does not hold that much working time.");

    private static (int First, int Last) SingleDaysOf(WorkCalendar calendar)
    {
        var days = calendar.DayOverrides.Where(o => o.Value.Count > 0).Select(o => o.Key).ToList();
        if (calendar.WindowsOf(IsoDayOfWeek.Monday).Count > 0)
        {
            days.AddRange(calendar.MakeUpDays);
            days.AddRange(calendar.Statutory?.Days.Where(d => !d.IsOffDay).Select(d => d.Date) ?? []);
        }
        days.RemoveAll(d => d.Year is < 1900 or >= 2300); // out of reach anyway
        return days.Count == 0 ? (int.MaxValue / 2, int.MinValue / 2) : (DayOf(days.Min()), DayOf(days.Max()));
    }

    private OpenSpan OpenSpanAt(int slot) => Volatile.Read(ref _open[slot]) ?? BuildOpen(slot);

    private DaySpan DaySpanAt(int slot) => Volatile.Read(ref _days[slot]) ?? BuildDays(slot);

    private OpenSpan BuildOpen(int slot)
    {
        var from = FirstTick + (slot * SpanTicks);
        var first = FirstDay + (slot * SpanDays);
        var windows = new List<(long Open, long Close)>();
        // A night and the largest offset reach two days over the edge of the span.
        for (var day = first - 3; day < first + SpanDays + 3; day++)
        {
            foreach (var window in Calendar.WindowsOn(DateOf(day)))
            {
                windows.Add(TicksOf(day, window));
            }
        }
        var built = OpenSpan.Of(windows, from, from + SpanTicks);
        return Interlocked.CompareExchange(ref _open[slot], built, null) ?? built;
    }

    private DaySpan BuildDays(int slot)
    {
        var first = FirstDay + (slot * SpanDays);
        var built = new DaySpan(first, SpanDays, day => [.. Calendar.WindowsOn(DateOf(day)).Select(w => TicksOf(day, w))]);
        return Interlocked.CompareExchange(ref _days[slot], built, null) ?? built;
    }

    private (long Open, long Close) TicksOf(int day, DayWindow window)
    {
        var midnight = day * ZoneTicks.PerDay;
        return (_zone.ToInstant(midnight + (window.FromSecond * ZoneTicks.PerSecond)), _zone.ToInstant(midnight + (window.ToSecond * ZoneTicks.PerSecond)));
    }

    private static int SlotOfTick(long tick) => tick is >= FirstTick and < EndTick ? (int)((tick - FirstTick) / SpanTicks) : throw OutOfRange();

    private static int SlotOfDay(int day) => (uint)(day - FirstDay) < SpanCount * SpanDays ? (day - FirstDay) / SpanDays : throw OutOfRange();

    private static LocalDate DateOf(int day) => LocalDate.FromDateOnly(DateOnly.FromDayNumber(day + 719_162));

    private static int DayOf(LocalDate date) => date.Year is >= 1900 and < 2300 ? date.ToDateOnly().DayNumber - 719_162 : throw OutOfRange();

    private static RuleRefusal OutOfRange() => new("time.out-of-range", "Working time is reckoned from 1900 to 2300.");

    /// <summary>Open stretches of 512 days, sorted and apart, with the working ticks before each.</summary>
    private sealed class OpenSpan
    {
        private readonly long[] _before;

        private OpenSpan(long[] opens, long[] closes)
        {
            (Opens, Closes, _before) = (opens, closes, new long[opens.Length]);
            for (var i = 0; i < opens.Length; i++)
            {
                _before[i] = Total;
                Total += closes[i] - opens[i];
            }
        }

        public long[] Opens { get; }

        public long[] Closes { get; }

        public long Total { get; }

        public static OpenSpan Of(List<(long Open, long Close)> windows, long from, long to)
        {
            windows.Sort();
            var (opens, closes) = (new List<long>(windows.Count), new List<long>(windows.Count));
            foreach (var window in windows)
            {
                var (open, close) = (Math.Max(window.Open, from), Math.Min(window.Close, to));
                if (close <= open)
                {
                    continue;
                }
                if (closes.Count > 0 && open <= closes[^1])
                {
                    closes[^1] = Math.Max(closes[^1], close);
                    continue;
                }
                opens.Add(open);
                closes.Add(close);
            }
            return new OpenSpan([.. opens], [.. closes]);
        }

        public bool IsOpen(long tick)
        {
            var i = FirstClosingAfter(tick);
            return i < Opens.Length && Opens[i] <= tick;
        }

        /// <summary>Working ticks of the span before an instant in it.</summary>
        public long Before(long tick)
        {
            var i = FirstClosingAfter(tick);
            return i == Opens.Length ? Total : _before[i] + Math.Max(0, tick - Opens[i]);
        }

        /// <summary>First instant by which the span has worked <paramref name="ticks"/>, 1 to <see cref="Total"/>.</summary>
        public long FirstReaching(long ticks)
        {
            var (low, high) = (0, _before.Length - 1);
            while (low < high)
            {
                var middle = (low + high + 1) >>> 1;
                if (_before[middle] < ticks)
                {
                    low = middle;
                }
                else
                {
                    high = middle - 1;
                }
            }
            return Opens[low] + (ticks - _before[low]);
        }

        /// <summary>Last instant by which the span has worked only <paramref name="ticks"/>, 0 to less than <see cref="Total"/>.</summary>
        public long LastReaching(long ticks)
        {
            var (low, high) = (0, _before.Length - 1);
            while (low < high)
            {
                var middle = (low + high + 1) >>> 1;
                if (_before[middle] <= ticks)
                {
                    low = middle;
                }
                else
                {
                    high = middle - 1;
                }
            }
            return Opens[low] + (ticks - _before[low]);
        }

        public int FirstClosingAfter(long tick)
        {
            var (low, high) = (0, Closes.Length);
            while (low < high)
            {
                var middle = (low + high) >>> 1;
                if (Closes[middle] > tick)
                {
                    high = middle;
                }
                else
                {
                    low = middle + 1;
                }
            }
            return low;
        }
    }

    /// <summary>Working dates of 512 days with their first opening and last closing.</summary>
    private sealed class DaySpan
    {
        private readonly int _first;
        private readonly short[] _before;
        private readonly short[] _days;
        private readonly long[] _openings;
        private readonly long[] _closings;

        public DaySpan(int first, int length, Func<int, (long Open, long Close)[]> windowsOn)
        {
            _first = first;
            _before = new short[length + 1];
            var (days, openings, closings) = (new List<short>(length), new List<long>(length), new List<long>(length));
            for (var i = 0; i < length; i++)
            {
                _before[i] = (short)days.Count;
                if (windowsOn(first + i) is { Length: > 0 } windows)
                {
                    days.Add((short)i);
                    openings.Add(windows.Min(w => w.Open));
                    closings.Add(windows.Max(w => w.Close));
                }
            }
            _before[length] = (short)days.Count;
            (_days, _openings, _closings) = ([.. days], [.. openings], [.. closings]);
        }

        public int Count => _days.Length;

        public bool IsWorking(int day) => _before[day - _first + 1] > _before[day - _first];

        public int CountBefore(int day) => _before[day - _first];

        public int DayAt(int rank) => _first + _days[rank];

        public long OpeningOf(int day) => _openings[CountBefore(day)];

        public long ClosingOf(int day) => _closings[CountBefore(day)];
    }
}
