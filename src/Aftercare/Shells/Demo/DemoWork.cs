using NodaTime;

namespace Aftercare.Shells.Demo;

/// <summary>Step four: three months of requests, from the call to the rating, each command at its own time; every point by itself.</summary>
internal static class DemoWork
{
    private static readonly Dictionary<string, string[]> Faults = new()
    {
        ["空调"] = ["空调不制冷，室外机不转", "空调漏水，滴到地板上", "遥控器无反应", "运行噪音大"],
        ["洗衣机"] = ["洗衣机不排水，显示 E21", "脱水时剧烈震动", "门打不开", "开机跳闸"],
        ["冰箱"] = ["冷藏室不制冷", "冰箱结冰严重", "冰箱门封不严，仅外观缝隙", "压缩机一直响"],
        ["热水器"] = ["热水器打不着火", "水温忽冷忽热", "有燃气味，已关阀", "显示屏不亮"],
    };

    public static Task Play(DemoStage stage) => stage.EachPoint(async (lane, point) =>
    {
        for (var day = stage.Today.PlusDays(-stage.World.Days); day <= stage.Today; day = day.PlusDays(1))
        {
            if (day.DayOfWeek is IsoDayOfWeek.Sunday) continue;
            // A point with ten technicians has two requests on most days, one with four has one every other day.
            var requests = lane.Chance.Next(point.Technicians + 5) / 5;
            for (var i = 0; i < requests; i++) await new DemoRequest(lane, point, DemoStage.At(day, 8, 30) + Duration.FromMinutes(lane.Chance.Next(0, 520))).Play();
        }
    });

    public static string Fault(DemoStage stage, string skill) => stage.Pick(Faults[skill]);
}
