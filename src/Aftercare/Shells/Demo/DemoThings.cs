using Aftercare.Modules.Assets;
using Aftercare.Modules.Assets.Face;
using Aftercare.Modules.Customers;

namespace Aftercare.Shells.Demo;

/// <summary>Step two: product models, customers with addresses, and the machines that stand there, some of them out of warranty.</summary>
internal static class DemoThings
{
    private const int CustomersATechnician = 3;

    private static readonly (string Code, string Name, string Skill)[] Models =
        [("KFR-35", "变频空调 KFR-35GW", "空调"), ("XQG-100", "滚筒洗衣机 XQG100", "洗衣机"), ("BCD-520", "对开门冰箱 BCD-520W", "冰箱"), ("JSQ-16", "燃气热水器 JSQ30-16", "热水器")];

    private static readonly string[] Surnames = ["张", "王", "李", "赵", "陈", "刘", "杨", "黄", "周", "吴", "徐", "孙", "马", "朱", "胡", "郭", "何", "高", "林", "罗"];
    private static readonly string[] Given = ["秀英", "伟", "芳", "敏", "静", "丽", "强", "磊", "军", "洋", "勇", "艳", "杰", "娟", "涛", "明", "超", "兰", "霞", "平", "建华", "志强", "晓燕", "文博", "雨桐"];

    public static string Name(DemoStage stage) => stage.Pick(Surnames) + stage.Pick(Given);

    public static async Task Play(DemoStage stage)
    {
        var models = new List<(ModelId Id, string Name, string Skill)>();
        foreach (var (code, name, skill) in Models) models.Add(((await stage.Run(new AddModel.Command(code, name, "家用电器", skill, 36))).Id, name, skill));
        await stage.EachPoint((lane, point) => Settle(lane, point, models));
    }

    private static async Task Settle(DemoStage stage, DemoPoint point, List<(ModelId Id, string Name, string Skill)> models)
    {
        var unit = stage.World.Units[point.Name];
        var customers = new List<DemoCustomer>();
        for (var i = 0; i < point.Technicians * CustomersATechnician; i++)
        {
            var name = Name(stage);
            var phone = $"136{stage.Chance.Next(10_000_000, 99_999_999)}";
            var address = new Address
            {
                Province = point.Province, City = point.City, District = point.District, Street = $"{stage.Pick(point.Streets)} {stage.Chance.Next(1, 999)} 号",
                Detail = $"{stage.Chance.Next(1, 20)} 栋 {stage.Chance.Next(1, 25)}0{stage.Chance.Next(1, 5)}", Latitude = DemoPoint.Near(stage.Chance, point.Latitude), Longitude = DemoPoint.Near(stage.Chance, point.Longitude),
            };
            var customer = await stage.Run(new RegisterCustomer.Command(name, Phone: phone, Unit: unit, Contact: new(name, phone), Site: new(address, "家")));
            var model = models[i % models.Count];
            var installed = stage.Today.PlusDays(-stage.Chance.Next(60, 1800));
            var asset = await stage.Run(new RegisterAsset.Command($"SN{stage.Chance.Next(100_000, 999_999)}{i:00}{(int)point.Latitude}{(int)point.Longitude}", model.Id, customer.Id, customer.Site, installed, installed, unit));
            customers.Add(new(point.Name, customer.Id, customer.Contact, customer.Site, phone, name, asset.Id, model.Skill, installed.PlusMonths(36)));
        }
        stage.World.Customers[point.Name] = customers;
    }
}
