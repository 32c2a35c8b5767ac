using Aftercare.Modules.Assets;
using Aftercare.Modules.Assets.Face;
using Aftercare.Modules.Customers;
using Aftercare.Modules.Customers.Face;
using Aftercare.Modules.Organisation;
using Aftercare.Modules.Workforce;
using Aftercare.Modules.Workforce.Face;
using Aftercare.Platform;

namespace Aftercare.Tests;

/// <summary>The people, places and machines most tests need, made through the same slices as everybody's.</summary>
internal static class MasterData
{
    public static async Task<UnitId> AddUnit(this TestCompany company, string name = "上海服务中心", UnitId? parent = null, string kind = "service-centre") =>
        (await company.App.Run(company.System, new AddUnit.Command(name, kind, parent))).Id;

    public static async Task<PersonId> AddPerson(this TestCompany company, UnitId unit, string name = "王强", string? number = null) =>
        (await company.App.Run(company.System, new AddPerson.Command(unit, name, "13900000001", null, number))).Id;

    public static async Task<RegisterCustomer.Response> RegisterCustomer(this TestCompany company, UnitId unit, string name = "李雷", string phone = "13812345678") =>
        await company.App.Run(company.System, new RegisterCustomer.Command(name, Phone: phone, Unit: unit, Site: new(new() { Province = "上海市", City = "上海市", District = "浦东新区", Street = "世纪大道100号", Detail = "3栋502室" })));

    public static async Task<ModelId> AddModel(this TestCompany company, string code = "WM-10", string? skill = null, int months = 12) =>
        (await company.App.Run(company.System, new AddModel.Command(code, "洗衣机 " + code, "洗衣机", skill, months))).Id;

    public static async Task<AssetId> RegisterAsset(this TestCompany company, UnitId unit, string serial = "SN-0001", ModelId? model = null, CustomerId? customer = null) =>
        (await company.App.Run(company.System, new RegisterAsset.Command(serial, model, customer, Unit: unit))).Id;

    public static async Task<TechnicianId> MakeTechnician(this TestCompany company, PersonId person, params string[] skills) =>
        (await company.App.Run(company.System, new MakeTechnician.Command(person, [.. skills.Select(skill => new SkillFields(skill))]))).Id;

    /// <summary>A person of this company who sees these units only.</summary>
    public static Caller PersonOf(this TestCompany company, UnitId unit, params string[] permissions) =>
        company.Person(permissions) with { SeesAllUnits = false, Units = [unit], HomeUnit = unit };
}
