using System.Globalization;
using NodaTime;

namespace Aftercare.Rules.Time;

/// <summary>The words an explanation is told in, for one language.</summary>
internal sealed class WhyThenWords
{
    private readonly bool _chinese;
    private readonly Func<string, string>? _label;

    /// <param name="language">A culture name; Chinese for <c>zh…</c>, else English.</param>
    /// <param name="label">Screen names for clocks, types, priorities and pause reasons; null keeps codes, but names the five usual clocks.</param>
    public WhyThenWords(string language, Func<string, string>? label)
    {
        _chinese = language.StartsWith("zh", StringComparison.OrdinalIgnoreCase);
        _label = label;
    }

    public string Either(FormattableString chinese, FormattableString english) =>
        (_chinese ? chinese : english).ToString(CultureInfo.InvariantCulture);

    public string Label(string code) => _label?.Invoke(code) ?? code;

    public string Clock(string clock) => _label?.Invoke(clock) ?? (_chinese, clock) switch
    {
        (true, "acknowledge") => "受理",
        (true, "respond") => "响应",
        (true, "arrive") => "到达",
        (true, "solve") => "解决",
        (true, "close") => "关闭",
        _ => clock,
    };

    public string State(ClockState state) => (_chinese, state) switch
    {
        (true, ClockState.Running) => "计时中",
        (true, ClockState.Resting) => "暂停中",
        (true, ClockState.Overdue) => "已超时",
        (true, ClockState.Met) => "按时完成",
        (true, ClockState.MetLate) => "超时完成",
        (false, ClockState.Running) => "running",
        (false, ClockState.Resting) => "resting",
        (false, ClockState.Overdue) => "overdue",
        (false, ClockState.Met) => "met in time",
        _ => "met late",
    };

    public string Kind(WhySegment segment) => (_chinese, segment.Kind) switch
    {
        (true, WhyKind.Counted) => "计入",
        (true, WhyKind.Closed) => "非工作时间",
        (true, WhyKind.Paused) => $"暂停（{Label(segment.Reason!)}）",
        (true, WhyKind.Stopped) => "停表",
        (false, WhyKind.Counted) => "counted",
        (false, WhyKind.Closed) => "closed",
        (false, WhyKind.Paused) => $"paused ({Label(segment.Reason!)})",
        _ => "stopped",
    };

    public string Change(WhyChange change)
    {
        var value = change switch
        {
            { Value: null } => "",
            { What: "paused" or "resumed" or "type" or "priority" } => Label(change.Value),
            _ => change.Value,
        };
        return (_chinese, change.What) switch
        {
            (true, "opened") => $"建单，规则 {value}",
            (true, "paused") => $"暂停：{value}",
            (true, "resumed") => value.Length == 0 ? "恢复" : $"恢复：{value}",
            (true, "stopped") => $"停表：{Clock(change.Value!)}",
            (true, "closed") => "结单",
            (true, "reopened") => "重新打开",
            (true, "policy") => $"规则改为 {value}",
            (true, "type") => $"类型改为 {value}",
            (true, "priority") => $"优先级改为 {value}",
            (true, "calendar") => $"日历改为 {value}",
            (true, "owner") => $"负责人改为 {value}",
            (false, "opened") => $"opened under {value}",
            (false, "paused") => $"paused: {value}",
            (false, "resumed") => value.Length == 0 ? "resumed" : $"resumed: {value}",
            (false, "stopped") => $"stopped: {Clock(change.Value!)}",
            (false, "policy" or "type" or "priority" or "calendar" or "owner") => $"{change.What} changed to {value}",
            _ => change.What,
        };
    }

    public string Target(ClockTarget promise, Duration target) => promise switch
    {
        { WorkingDays: { } days, KeepTimeOfDay: true } => Either(
            $"{days} 个工作日，到期保留时刻（合工作时间 {Length(target)}）",
            $"{days} working days, keeping the time of day ({Length(target)} of working time)"),
        { WorkingDays: { } days } => Either(
            $"{days} 个工作日，第 {days} 个工作日下班为止（合工作时间 {Length(target)}）",
            $"{days} working days, to closing of the last ({Length(target)} of working time)"),
        _ => Either($"工作时间 {Length(target)}", $"{Length(target)} of working time"),
    };

    /// <summary>For example <c>6 小时 30 分</c>; parts of a second only when there are any.</summary>
    public string Length(Duration length)
    {
        var span = Duration.Max(length, -length).ToTimeSpan();
        var seconds = (decimal)(span.Ticks % TimeSpan.TicksPerMinute) / TimeSpan.TicksPerSecond;
        List<string> parts = [];
        Add((long)span.TotalHours, "小时", "h");
        Add(span.Minutes, "分", "min");
        Add(seconds, "秒", "s");
        var text = parts.Count > 0 ? string.Join(' ', parts) : _chinese ? "0 分" : "0 min";
        return length < Duration.Zero ? $"-{text}" : text;

        void Add(decimal number, string chinese, string english)
        {
            if (number != 0)
            {
                parts.Add(string.Create(CultureInfo.InvariantCulture, $"{number:0.#######} {(_chinese ? chinese : english)}"));
            }
        }
    }

    public string Date(LocalDate date) =>
        $"{date.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture)} {Weekday(date.DayOfWeek)}";

    public static string Time(LocalTime time) =>
        time.ToString(time.TickOfSecond != 0 ? "HH:mm:ss.FFFFFFF" : time.Second != 0 ? "HH:mm:ss" : "HH:mm", CultureInfo.InvariantCulture);

    public string At(ZonedDateTime at) => $"{Date(at.Date)} {Time(at.TimeOfDay)}";

    private string Weekday(IsoDayOfWeek day) => _chinese ? $"周{"一二三四五六日"[(int)day - 1]}" : day.ToString()[..3];
}
