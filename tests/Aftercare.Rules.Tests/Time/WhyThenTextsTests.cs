using System.Xml.Linq;
using Aftercare.Rules.Time;
using NodaTime;
using static Aftercare.Rules.Tests.Time.ClockMachineTests;

namespace Aftercare.Rules.Tests.Time;

[Trait("Requirement", "B31")]
public sealed class WhyThenTextsTests
{
    private static readonly ClockFact[] Facts =
    [
        Opened("2024-04-24 17:00", StandardPolicy),
        Paused("2024-04-25 10:00", "parts"),
        new ClockFact.Resumed(Clocks.Shanghai("2024-04-25 14:30"), Clocks.Shanghai("2024-04-25 16:00"), "parts"),
    ];

    [Fact]
    public void An_explanation_adds_up_by_hand()
    {
        var why = Read("solve", "2024-04-25 16:30", Facts).Explain();

        Assert.Equal(why.Target, why.Counted);
        Assert.Equal(Duration.FromHours(3), why.Paused);
        Assert.Equal((why.StartedAt, why.Due), (why.Segments[0].From, why.Segments[^1].To));
        Assert.Equal(new VersionRef("standard", 1), why.Policy);
        Assert.Equal([new VersionRef("office", 1)], why.Calendars);
        Assert.Equal(["opened", "paused", "resumed"], why.Changes.Select(c => c.What));
    }

    [Fact]
    public void An_explanation_is_told_in_Chinese() => Assert.Equal(
        """
        解决时效：2024-04-26 周五 11:30 到期，计时中
        规则：标准（standard v1），类型 repair，优先级 normal
        目标：工作时间 8 小时
        日历：office v1，时间按 Asia/Shanghai 显示
        起算：2024-04-24 周三 17:00
          2024-04-24 周三  17:00–18:00  +1 小时
          2024-04-25 周四  09:00–10:00  +1 小时
          2024-04-25 周四 10:00 – 2024-04-25 周四 14:30  暂停（等配件），不计 3 小时
          2024-04-25 周四  14:30–18:00  +3 小时 30 分
          2024-04-26 周五  09:00–11:30  +2 小时 30 分
        合计：计入 8 小时，暂停扣除 3 小时，停表扣除 0 分
        经过：
          2024-04-24 周三 17:00  建单，规则 standard v1
          2024-04-25 周四 10:00  暂停：等配件
          2024-04-25 周四 14:30  恢复：等配件（2024-04-25 周四 16:00 录入）
        """,
        Read("solve", "2024-04-25 16:30", Facts).Explain().ToText("zh-CN", code => code switch { "parts" => "等配件", "solve" => "解决", _ => code }));

    [Fact]
    public void An_explanation_is_told_in_English_with_what_is_not_known_yet()
    {
        var text = Read("solve", "2024-04-25 11:00", Facts).Explain().ToText("en");

        Assert.StartsWith("Clock 'solve': resting; due 2024-04-26 Fri 09:30 if resumed 2024-04-25 Thu 11:00\nPolicy: 标准 (standard v1), type repair, priority normal\n", text, StringComparison.Ordinal);
        Assert.Contains("  2024-04-25 Thu 10:00 – 2024-04-25 Thu 11:00  paused (parts), 1 h left out\n", text, StringComparison.Ordinal);
        Assert.Contains("Total: 2 h counted, 1 h left out for pauses, 0 min while stopped\n", text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "B19")]
    public void A_provisional_due_time_says_so()
    {
        var why = Read("solve", "2027-03-01 10:00", Opened("2027-03-01 10:00", StandardPolicy)).Explain();

        Assert.Contains("暂定", why.ToText("zh-CN"), StringComparison.Ordinal);
        Assert.Contains("Provisional", why.ToText("en"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_drawing_shows_every_stretch_every_fact_and_the_due_time()
    {
        var why = Read("solve", "2024-04-25 16:30", Facts).Explain();
        var svg = XElement.Parse(why.ToSvg("zh-CN", code => code == "parts" ? "<等配件>" : code));

        string Class(XElement e) => (string?)e.Attribute("class") ?? "";
        var stretches = svg.Elements().Where(e => e.Name.LocalName == "rect").ToList();
        Assert.Equal(why.Segments.Select(s => $"why-{s.Kind}".ToLowerInvariant()), stretches.Select(Class));
        Assert.Equal(704, stretches.Sum(e => (double)e.Attribute("width")!), 0.01);
        Assert.Equal(3, svg.Elements().Count(e => Class(e) == "why-fact"));
        Assert.Single(svg.Elements(), e => Class(e) == "why-due");
        Assert.Contains("暂停（<等配件>）", svg.Descendants().Single(e => e.Parent is { } p && Class(p) == "why-paused").Value, StringComparison.Ordinal);
    }
}
