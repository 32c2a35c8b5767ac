using Aftercare.Modules.Desk;
using Aftercare.Modules.Performance;
using Aftercare.Modules.Satisfaction;
using NodaTime;

namespace Aftercare.Shells.Demo;

/// <summary>Step three: five weeks of requests, from the call to the rating, each command at its own time.</summary>
internal static class DemoWork
{
    /// <summary>How far back the company's past reaches.</summary>
    public const int Days = 35;

    private static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["Asia/Shanghai"];

    private static readonly Dictionary<string, string[]> Faults = new()
    {
        ["空调"] = ["空调不制冷，室外机不转", "空调漏水，滴到地板上", "遥控器无反应", "运行噪音大"],
        ["洗衣机"] = ["洗衣机不排水，显示 E21", "脱水时剧烈震动", "门打不开", "开机跳闸"],
        ["冰箱"] = ["冷藏室不制冷", "冰箱结冰严重", "冰箱门封不严，仅外观缝隙", "压缩机一直响"],
        ["热水器"] = ["热水器打不着火", "水温忽冷忽热", "有燃气味，已关阀", "显示屏不亮"],
    };

    public static async Task Play(DemoStage stage)
    {
        await stage.Run(new LoadStandardPolicies.Command());
        await stage.Run(new LoadStandardKpis.Command(new LocalDate(2024, 1, 1), ["S5", "S6", "TIMELINESS"]));
        await stage.Run(new LoadPolicySets.Command());
        // One in five is called back: a list that somebody can finish.
        await stage.Replay(stage.World.Arrival, new SetCallbackPolicy.Command(stage.Today, SampleBasisPoints: 2000));
        for (var day = stage.Today.PlusDays(-Days); day <= stage.Today; day = day.PlusDays(1))
        {
            if (day.DayOfWeek is IsoDayOfWeek.Sunday) continue;
            var requests = stage.Chance.Next(2, 5);
            for (var i = 0; i < requests; i++) await new DemoRequest(stage, day.At(new(8, 30)).PlusMinutes(stage.Chance.Next(0, 520)).InZoneLeniently(Zone).ToInstant()).Play();
        }
    }

    public static string Fault(DemoStage stage, string skill) => Faults[skill][stage.Chance.Next(Faults[skill].Length)];
}
