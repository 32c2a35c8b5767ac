using System.Globalization;
using System.Net;
using System.Text;
using NodaTime;

namespace Aftercare.Rules.Time;

/// <summary>Tells and draws an explanation (B31).</summary>
public static class WhyThenTexts
{
    /// <summary>The explanation in lines a person can check with a pencil: target, policy, calendars, windows counted, pauses subtracted.</summary>
    /// <param name="why">What to tell.</param>
    /// <param name="language"><c>zh-CN</c> or <c>en</c>.</param>
    /// <param name="label">Screen names for codes of clocks, types, priorities and pause reasons; null keeps the codes. It is asked for any code and answers unknown ones unchanged.</param>
    public static string ToText(this WhyThen why, string language, Func<string, string>? label = null)
    {
        var words = new WhyThenWords(language, label);
        var zone = DateTimeZoneProviders.Tzdb[why.TimeZone];
        string At(Instant instant) => words.At(instant.InZone(zone));

        var lines = new List<string> { Headline(why, words, At) };
        if (why.IsProvisional)
        {
            lines.Add(words.Either($"暂定：所及年份的节假日安排尚未公布，公布后到期时间可能变动", $"Provisional: holidays of a year it touches are not published yet; the due time may move"));
        }
        lines.Add(words.Either($"规则：{why.PolicyName}（{why.Policy}），类型 {words.Label(why.Type)}，优先级 {words.Label(why.Priority)}", $"Policy: {why.PolicyName} ({why.Policy}), type {words.Label(why.Type)}, priority {words.Label(why.Priority)}"));
        lines.Add(words.Either($"目标：{words.Target(why.Promise, why.Target)}", $"Target: {words.Target(why.Promise, why.Target)}"));
        lines.Add(words.Either($"日历：{string.Join("、", why.Calendars)}，时间按 {why.TimeZone} 显示", $"Calendar: {string.Join(", ", why.Calendars)}; times are shown in {why.TimeZone}"));
        lines.Add(words.Either($"起算：{At(why.StartedAt)}", $"From: {At(why.StartedAt)}"));
        lines.AddRange(Stretches(why, words, zone));
        lines.Add(words.Either(
            $"合计：计入 {words.Length(why.Counted)}，暂停扣除 {words.Length(why.Paused)}，停表扣除 {words.Length(why.Stopped)}",
            $"Total: {words.Length(why.Counted)} counted, {words.Length(why.Paused)} left out for pauses, {words.Length(why.Stopped)} while stopped"));
        lines.Add(words.Either($"经过：", $"History:"));
        lines.AddRange(why.Changes.Select(c => $"  {At(c.At)}  {words.Change(c)}{Entered(c, words, At)}"));
        return string.Join('\n', lines);
    }

    /// <summary>The explanation as one line of time, drawn as SVG: counted, closed, paused and stopped stretches, facts and the due time.</summary>
    /// <remarks>Each stretch has a class (<c>why-counted</c>…) for the page's style sheet, a fill for pages without one, and a title for readers.</remarks>
    /// <param name="why">What to draw.</param>
    /// <param name="language"><c>zh-CN</c> or <c>en</c>, for the titles.</param>
    /// <param name="label">Screen names for codes, as in <see cref="ToText"/>.</param>
    /// <param name="width">Width of the drawing in pixels, at least 200.</param>
    public static string ToSvg(this WhyThen why, string language, Func<string, string>? label = null, int width = 720)
    {
        var words = new WhyThenWords(language, label);
        var zone = DateTimeZoneProviders.Tzdb[why.TimeZone];
        var end = Instant.Max(why.Until, why.StartedAt + Duration.FromSeconds(1));
        var length = (end - why.StartedAt).TotalSeconds;
        const int Margin = 8;
        double X(Instant at) => Math.Round(Margin + (Math.Clamp((at - why.StartedAt).TotalSeconds / length, 0, 1) * (Math.Max(200, width) - (2 * Margin))), 1);
        string Title(string text) => $"<title>{WebUtility.HtmlEncode(text)}</title>";
        string At(Instant instant) => words.At(instant.InZone(zone));

        var svg = new StringBuilder();
        var culture = CultureInfo.InvariantCulture;
        svg.Append(culture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"why\" role=\"img\" width=\"{Math.Max(200, width)}\" height=\"64\" font-size=\"11\" font-family=\"sans-serif\">");
        svg.Append(Title(Headline(why, words, At)));
        foreach (var segment in why.Segments)
        {
            var (x, kind) = (X(segment.From), segment.Kind.ToString().ToLowerInvariant());
            svg.Append(culture, $"<rect class=\"why-{kind}\" fill=\"{Fill(segment.Kind)}\" x=\"{x}\" y=\"18\" width=\"{Math.Round(X(segment.To) - x, 1)}\" height=\"20\">");
            svg.Append(Title($"{At(segment.From)} – {At(segment.To)} {words.Kind(segment)} {words.Length(segment.Working)}")).Append("</rect>");
        }
        foreach (var midnight in Midnights(why.StartedAt, end, zone))
        {
            svg.Append(culture, $"<line class=\"why-midnight\" stroke=\"#9aa0a6\" x1=\"{X(midnight)}\" x2=\"{X(midnight)}\" y1=\"38\" y2=\"44\"/>");
            svg.Append(culture, $"<text class=\"why-date\" fill=\"#5f6368\" x=\"{X(midnight)}\" y=\"56\">{midnight.InZone(zone).Date.ToString("MM-dd", culture)}</text>");
        }
        foreach (var change in why.Changes.Where(c => c.At >= why.StartedAt && c.At <= end))
        {
            svg.Append(culture, $"<circle class=\"why-fact\" fill=\"#202124\" cx=\"{X(change.At)}\" cy=\"11\" r=\"4\">").Append(Title($"{At(change.At)} {words.Change(change)}")).Append("</circle>");
        }
        if (why.Due is { } due)
        {
            svg.Append(culture, $"<line class=\"why-due\" stroke=\"#d93025\" stroke-width=\"2\" x1=\"{X(due)}\" x2=\"{X(due)}\" y1=\"12\" y2=\"44\"/>");
        }
        return svg.Append("</svg>").ToString();
    }

    private static string Headline(WhyThen why, WhyThenWords words, Func<Instant, string> at)
    {
        var (clock, state) = (words.Clock(why.Clock), words.State(why.State));
        var headline = why switch
        {
            { Due: { } due } => words.Either($"{clock}时效：{at(due)} 到期，{state}", $"Clock '{clock}': due {at(due)}, {state}"),
            { DueIfResumedNow: { } then } => words.Either(
                $"{clock}时效：暂停中，若于 {at(why.Now)} 恢复则 {at(then)} 到期",
                $"Clock '{clock}': resting; due {at(then)} if resumed {at(why.Now)}"),
            _ => words.Either($"{clock}时效：{state}", $"Clock '{clock}': {state}"),
        };
        return why.StoppedAt is { } stop ? headline + words.Either($"（停表 {at(stop)}）", $" (stopped {at(stop)})") : headline;
    }

    private static IEnumerable<string> Stretches(WhyThen why, WhyThenWords words, DateTimeZone zone)
    {
        var day = new List<WhySegment>();
        foreach (var segment in why.Segments.Where(s => s.Kind != WhyKind.Closed))
        {
            if (day.Count > 0 && (segment.Kind != WhyKind.Counted || day[0].From.InZone(zone).Date != segment.From.InZone(zone).Date))
            {
                yield return CountedDay(day, words, zone);
                day.Clear();
            }
            if (segment.Kind == WhyKind.Counted)
            {
                day.Add(segment);
                continue;
            }
            yield return words.Either(
                $"  {words.At(segment.From.InZone(zone))} – {words.At(segment.To.InZone(zone))}  {words.Kind(segment)}，不计 {words.Length(segment.Working)}",
                $"  {words.At(segment.From.InZone(zone))} – {words.At(segment.To.InZone(zone))}  {words.Kind(segment)}, {words.Length(segment.Working)} left out");
        }
        if (day.Count > 0)
        {
            yield return CountedDay(day, words, zone);
        }
    }

    private static string CountedDay(List<WhySegment> day, WhyThenWords words, DateTimeZone zone)
    {
        var date = day[0].From.InZone(zone).Date;
        var windows = day.Select(s => $"{WhyThenWords.Time(s.From.InZone(zone).TimeOfDay)}–{End(s.To.InZone(zone))}");
        var sum = day.Aggregate(Duration.Zero, (total, s) => total + s.Working);
        return $"  {words.Date(date)}  {string.Join(", ", windows)}  +{words.Length(sum)}";

        string End(ZonedDateTime to) => to.Date == date ? WhyThenWords.Time(to.TimeOfDay)
            : to.Date == date.PlusDays(1) && to.TimeOfDay == LocalTime.Midnight ? "24:00"
            : words.At(to);
    }

    private static string Entered(WhyChange change, WhyThenWords words, Func<Instant, string> at) =>
        change.EnteredAt - change.At > Duration.FromMinutes(1)
            ? words.Either($"（{at(change.EnteredAt)} 录入）", $" (entered {at(change.EnteredAt)})")
            : "";

    private static IEnumerable<Instant> Midnights(Instant from, Instant to, DateTimeZone zone)
    {
        // Some fifteen dates at most, or they print over each other.
        var step = Math.Max(1, (int)((to - from).TotalDays / 15) + 1);
        for (var date = from.InZone(zone).Date.PlusDays(1); date.AtStartOfDayInZone(zone).ToInstant() is var midnight && midnight <= to; date = date.PlusDays(step))
        {
            yield return midnight;
        }
    }

    private static string Fill(WhyKind kind) => kind switch
    {
        WhyKind.Counted => "#1a73e8",
        WhyKind.Closed => "#e8eaed",
        WhyKind.Paused => "#f9ab00",
        _ => "#bdc1c6",
    };
}
