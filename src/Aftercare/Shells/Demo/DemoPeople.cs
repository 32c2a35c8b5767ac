using Aftercare.Modules.Calendars;
using Aftercare.Modules.Identity;
using Aftercare.Modules.Identity.Face;
using Aftercare.Modules.Organisation;
using Aftercare.Modules.Workforce;
using Aftercare.Platform;
using NodaTime;

namespace Aftercare.Shells.Demo;

/// <summary>Step one: head office, three regions, nine service points of which some are dealers and repair stations, and the people who work there.</summary>
internal static class DemoPeople
{
    public const string Password = "aftercare-demo-2026";
    public const string HeadOffice = "总部售后服务部", East = "华东大区", North = "华北大区", South = "华南大区";

    private static readonly LocalDate Begun = new(2024, 1, 1);

    /// <summary>Role codes are those of the role list: P06 manager, P10 supervisor who dispatches, P39 hotline agent, P20 technician.</summary>
    private static readonly (string Name, string Login, string Role, string Unit, string Phone)[] Staff =
    [
        ("系统管理员", "admin", "P00", HeadOffice, "13900000001"), ("周敏", "manager", "P06", HeadOffice, "13900000002"), ("李娜", "agent", "P39", HeadOffice, "13900000003"),
        ("赵磊", "dispatcher", "P10", East, "13900000004"), ("韩雪", "dispatcher.north", "P10", North, "13900000005"), ("唐军", "dispatcher.south", "P10", South, "13900000006"),
    ];

    /// <summary>Those whom the sign-ins and the tour call by name; everybody else has a name by chance.</summary>
    private static readonly string[] First = ["王建国", "陈强", "刘洋"];

    private static readonly string[][] Trades = [["空调", "洗衣机"], ["空调", "冰箱"], ["热水器", "洗衣机"], ["空调", "冰箱", "热水器"], ["冰箱", "洗衣机"], ["空调", "热水器"]];

    /// <summary>Printed at start: one for each face of the product.</summary>
    public static IReadOnlyList<DemoSignIn> SignIns { get; } =
    [
        new("系统管理员 administrator", "admin", Password), new("经理 manager", "manager", Password), new("话务员 hotline agent", "agent", Password),
        new("派单主管 dispatcher", "dispatcher", Password), new("技师 technician", "tech", Password),
    ];

    public static async Task Play(DemoStage stage)
    {
        var head = stage.World.Units[HeadOffice] = await Unit(stage, HeadOffice, "headquarters", null);
        foreach (var region in new[] { East, North, South }) stage.World.Units[region] = await Unit(stage, region, "region", head);
        foreach (var point in DemoPoint.All) stage.World.Units[point.Name] = await Unit(stage, point.Name, "service-point", stage.World.Units[point.Region]);
        await stage.Run(new AddCalendar.Command("标准工作日", CompanyDefault: true));

        var hash = stage.Services.GetRequiredService<IPasswordHashes>().Hash(Password);
        foreach (var (name, login, role, unit, phone) in Staff) await Employ(stage, name, login, role, unit, phone, hash);
        var number = 0;
        foreach (var (index, point) in DemoPoint.All.Index())
        {
            await Employ(stage, DemoThings.Name(stage), $"agent.{point.Login}", "P39", point.Name, $"139000001{index:00}", hash);
            for (var i = 0; i < point.Technicians; i++, number++)
            {
                var technician = await Employ(stage, number < First.Length ? First[number] : DemoThings.Name(stage), number == 0 ? "tech" : $"tech{number + 1}", "P20", point.Name, $"138000000{number:00}", hash);
                await Train(stage, technician, Trades[i % Trades.Length], point);
            }
        }
        foreach (var unit in stage.World.Units)
        {
            var intake = stage.World.At(unit.Key, "P39").FirstOrDefault() ?? stage.World.People["李娜"];
            await stage.Run(new PutOnIntakeRoster.Command(intake.Id, Begun) { Unit = unit.Value });
        }
    }

    private static async Task<UnitId> Unit(DemoStage stage, string name, string kind, UnitId? parent) => (await stage.Run(new AddUnit.Command(name, kind, parent, "Asia/Shanghai", Begun))).Id;

    private static async Task<DemoPerson> Employ(DemoStage stage, string name, string login, string role, string unitName, string phone, string hash)
    {
        // Two people of one name are told apart, as in every company.
        while (stage.World.People.ContainsKey(name)) name = DemoThings.Name(stage);
        var unit = stage.World.Units[unitName];
        var id = (await stage.Run(new AddPerson.Command(unit, name, phone))).Id;
        await stage.Run(new OpenAccount.Command(login, name, phone, id, Texts.Chinese, [new(role, role is "P00" ? null : unit, Begun)], hash));
        // The product plays everybody: with the person's name and id, and every permission.
        return stage.World.People[name] = new(name, unitName, role, id, stage.Product with { Name = name, Person = id, HomeUnit = unit });
    }

    /// <summary>Skills, where they set out from, and shifts from Monday to Saturday; today somebody is there in any case.</summary>
    private static async Task Train(DemoStage stage, DemoPerson person, string[] skills, DemoPoint point)
    {
        var technician = (await stage.Run(new MakeTechnician.Command(person.Id, [.. skills.Select(skill => new SkillFields(skill, 4))], new(DemoPoint.Near(stage.Chance, point.Latitude), DemoPoint.Near(stage.Chance, point.Longitude))))).Id;
        var first = stage.Today.PlusDays(-stage.World.Days);
        var days = Enumerable.Range(0, stage.World.Days + 14).Select(first.PlusDays).Where(day => day.DayOfWeek is not IsoDayOfWeek.Sunday || day == stage.Today);
        foreach (var part in days.Chunk(50))
            await stage.Run(new AddShifts.Command([.. part.Select(day => new AddShifts.ShiftFields(DemoStage.At(day, 8, 0), DemoStage.At(day, 18, 0)))]) { Id = technician });
    }
}

/// <summary>A service point (网点): the maker's own centre, a dealer or a repair station.</summary>
internal sealed record DemoPoint(string Name, string Login, string Region, int Technicians, string Province, string City, string District, string[] Streets, double Latitude, double Longitude)
{
    public static IReadOnlyList<DemoPoint> All { get; } =
    [
        new("上海闵行网点", "shanghai", DemoPeople.East, 10, "上海市", "上海市", "闵行区", ["七宝镇漕宝路", "莘庄镇莘松路", "虹桥镇吴中路", "浦江镇江月路"], 31.11, 121.38),
        new("苏州园区网点", "suzhou", DemoPeople.East, 7, "江苏省", "苏州市", "苏州工业园区", ["星湖街", "现代大道", "苏州大道东"], 31.32, 120.72),
        new("杭州西湖经销商", "hangzhou", DemoPeople.East, 6, "浙江省", "杭州市", "西湖区", ["文三路", "古墩路", "天目山路"], 30.26, 120.13),
        new("北京朝阳网点", "beijing", DemoPeople.North, 9, "北京市", "北京市", "朝阳区", ["望京街", "建国路", "朝阳北路"], 39.92, 116.48),
        new("天津南开维修站", "tianjin", DemoPeople.North, 5, "天津市", "天津市", "南开区", ["鞍山西道", "红旗路", "黄河道"], 39.13, 117.15),
        new("石家庄长安经销商", "shijiazhuang", DemoPeople.North, 4, "河北省", "石家庄市", "长安区", ["中山东路", "建华北大街", "和平东路"], 38.04, 114.54),
        new("广州天河网点", "guangzhou", DemoPeople.South, 9, "广东省", "广州市", "天河区", ["天河路", "黄埔大道西", "龙口东路"], 23.13, 113.35),
        new("深圳南山网点", "shenzhen", DemoPeople.South, 6, "广东省", "深圳市", "南山区", ["深南大道", "科苑路", "后海大道"], 22.53, 113.94),
        new("厦门思明维修站", "xiamen", DemoPeople.South, 4, "福建省", "厦门市", "思明区", ["湖滨南路", "莲前西路", "厦禾路"], 24.46, 118.12),
    ];

    /// <summary>Somewhere within some five kilometres.</summary>
    public static double Near(Random chance, double degrees) => Math.Round(degrees + ((chance.NextDouble() - 0.5) / 10), 5);
}
