using Aftercare.Modules.Calendars;
using Aftercare.Modules.Identity;
using Aftercare.Modules.Identity.Face;
using Aftercare.Modules.Organisation;
using Aftercare.Modules.Workforce;
using Aftercare.Platform;
using NodaTime;

namespace Aftercare.Shells.Demo;

/// <summary>Step one: head office, three regions, four service points, and the people who work there.</summary>
internal static class DemoPeople
{
    public const string Password = "aftercare-demo-2026";
    public const string HeadOffice = "总部售后服务部", Shanghai = "上海闵行网点", Suzhou = "苏州园区网点", Beijing = "北京朝阳网点", Guangzhou = "广州天河网点";

    private static readonly (string Name, string Kind, string? Parent)[] Units =
    [
        (HeadOffice, "headquarters", null),
        ("华东大区", "region", HeadOffice), ("华北大区", "region", HeadOffice), ("华南大区", "region", HeadOffice),
        (Shanghai, "service-point", "华东大区"), (Suzhou, "service-point", "华东大区"), (Beijing, "service-point", "华北大区"), (Guangzhou, "service-point", "华南大区"),
    ];

    /// <summary>Role codes are those of the role list: P06 manager, P10 supervisor who dispatches, P39 hotline agent, P20 technician.</summary>
    private static readonly (string Name, string Login, string Role, string Unit, string Phone, double Latitude, double Longitude, string[] Skills)[] People =
    [
        ("系统管理员", "admin", "P00", HeadOffice, "13900000001", 0, 0, []),
        ("周敏", "manager", "P06", HeadOffice, "13900000002", 0, 0, []),
        ("李娜", "agent", "P39", HeadOffice, "13900000003", 0, 0, []),
        ("赵磊", "dispatcher", "P10", "华东大区", "13900000004", 0, 0, []),
        ("孙静", "agent.shanghai", "P39", Shanghai, "13900000005", 0, 0, []),
        ("钱芳", "agent.suzhou", "P39", Suzhou, "13900000006", 0, 0, []),
        ("吴燕", "agent.beijing", "P39", Beijing, "13900000007", 0, 0, []),
        ("郑洁", "agent.guangzhou", "P39", Guangzhou, "13900000008", 0, 0, []),
        ("王建国", "tech", "P20", Shanghai, "13800000001", 31.113, 121.382, ["空调", "洗衣机"]),
        ("陈强", "tech2", "P20", Shanghai, "13800000002", 31.150, 121.420, ["空调", "冰箱"]),
        ("刘洋", "tech3", "P20", Shanghai, "13800000003", 31.090, 121.330, ["热水器", "洗衣机"]),
        ("杨帆", "tech4", "P20", Suzhou, "13800000004", 31.324, 120.724, ["空调", "冰箱", "热水器"]),
        ("黄涛", "tech5", "P20", Beijing, "13800000005", 39.921, 116.486, ["空调", "洗衣机"]),
        ("林峰", "tech6", "P20", Guangzhou, "13800000006", 23.135, 113.361, ["空调", "冰箱"]),
    ];

    /// <summary>Printed at start: one for each face of the product.</summary>
    public static IReadOnlyList<DemoSignIn> SignIns { get; } =
    [
        new("系统管理员 administrator", "admin", Password), new("经理 manager", "manager", Password), new("话务员 hotline agent", "agent", Password),
        new("派单主管 dispatcher", "dispatcher", Password), new("技师 technician", "tech", Password),
    ];

    public static async Task Play(DemoStage stage)
    {
        foreach (var (name, kind, parent) in Units)
            stage.World.Units[name] = (await stage.Run(new AddUnit.Command(name, kind, parent is null ? null : stage.World.Units[parent], "Asia/Shanghai", new LocalDate(2024, 1, 1)))).Id;
        await stage.Run(new AddCalendar.Command("标准工作日", CompanyDefault: true));

        var hash = stage.Services.GetRequiredService<IPasswordHashes>().Hash(Password);
        foreach (var person in People)
        {
            var unit = stage.World.Units[person.Unit];
            var id = (await stage.Run(new AddPerson.Command(unit, person.Name, person.Phone))).Id;
            UnitId? reach = person.Role is "P00" ? null : unit;
            await stage.Run(new OpenAccount.Command(person.Login, person.Name, person.Phone, id, Texts.Chinese, [new(person.Role, reach, new LocalDate(2024, 1, 1))], hash));
            if (person.Skills.Length > 0) await MakeTechnician(stage, id, person.Skills, person.Latitude, person.Longitude);
            stage.World.People[person.Name] = new(person.Name, person.Unit, person.Role, id, As(stage, person.Name, id, unit));
        }
        foreach (var unit in Units)
        {
            var intake = stage.World.At(unit.Name, "P39").FirstOrDefault() ?? stage.World.People["李娜"];
            await stage.Run(new PutOnIntakeRoster.Command(intake.Id, new LocalDate(2024, 1, 1)) { Unit = stage.World.Units[unit.Name] });
        }
    }

    private static async Task MakeTechnician(DemoStage stage, PersonId person, string[] skills, double latitude, double longitude)
    {
        var technician = (await stage.Run(new MakeTechnician.Command(person, [.. skills.Select(skill => new SkillFields(skill, 4))], new(latitude, longitude)))).Id;
        var zone = DateTimeZoneProviders.Tzdb["Asia/Shanghai"];
        var first = stage.Today.PlusDays(-DemoWork.Days);
        var days = Enumerable.Range(0, DemoWork.Days + 14).Select(first.PlusDays).Where(day => day.DayOfWeek is not IsoDayOfWeek.Sunday);
        foreach (var week in days.Chunk(50))
            await stage.Run(new AddShifts.Command([.. week.Select(day => new AddShifts.ShiftFields(day.At(new(8, 0)).InZoneStrictly(zone).ToInstant(), day.At(new(18, 0)).InZoneStrictly(zone).ToInstant()))]) { Id = technician });
    }

    /// <summary>The product plays everybody: with the person's name and id, and every permission.</summary>
    private static Caller As(DemoStage stage, string name, PersonId id, UnitId unit) =>
        stage.Product with { Name = name, Person = id, HomeUnit = unit };
}
