using Aftercare.Modules.Assets;
using Aftercare.Modules.Assets.Face;
using Aftercare.Modules.Customers;

namespace Aftercare.Shells.Demo;

/// <summary>Step two: product models, customers with addresses, and the machines that stand there.</summary>
internal static class DemoThings
{
    private static readonly (string Code, string Name, string Skill)[] Models =
        [("KFR-35", "变频空调 KFR-35GW", "空调"), ("XQG-100", "滚筒洗衣机 XQG100", "洗衣机"), ("BCD-520", "对开门冰箱 BCD-520W", "冰箱"), ("JSQ-16", "燃气热水器 JSQ30-16", "热水器")];

    private static readonly string[] Surnames = ["张", "王", "李", "赵", "陈", "刘", "杨", "黄", "周", "吴", "徐", "孙", "马", "朱", "胡", "郭", "何", "高", "林", "罗"];
    private static readonly string[] Given = ["秀英", "伟", "芳", "敏", "静", "丽", "强", "磊", "军", "洋", "勇", "艳", "杰", "娟", "涛", "明", "超", "兰", "霞", "平"];

    private static readonly (string Unit, string Province, string City, string District, string[] Streets, double Latitude, double Longitude)[] Places =
    [
        (DemoPeople.Shanghai, "上海市", "上海市", "闵行区", ["七宝镇漕宝路", "莘庄镇莘松路", "虹桥镇吴中路", "浦江镇江月路"], 31.11, 121.38),
        (DemoPeople.Suzhou, "江苏省", "苏州市", "苏州工业园区", ["星湖街", "现代大道", "苏州大道东"], 31.32, 120.72),
        (DemoPeople.Beijing, "北京市", "北京市", "朝阳区", ["望京街", "建国路", "朝阳北路"], 39.92, 116.48),
        (DemoPeople.Guangzhou, "广东省", "广州市", "天河区", ["天河路", "黄埔大道西", "龙口东路"], 23.13, 113.35),
    ];

    private const int CustomersAPlace = 12;

    public static async Task Play(DemoStage stage)
    {
        var models = new List<(ModelId Id, string Name, string Skill)>();
        foreach (var (code, name, skill) in Models) models.Add(((await stage.Run(new AddModel.Command(code, name, "家用电器", skill, 36))).Id, name, skill));

        foreach (var place in Places)
            for (var i = 0; i < CustomersAPlace; i++)
            {
                var name = Pick(stage, Surnames) + Pick(stage, Given);
                var phone = $"136{stage.Chance.Next(10_000_000, 99_999_999)}";
                var address = new Address
                {
                    Province = place.Province, City = place.City, District = place.District, Street = $"{Pick(stage, place.Streets)} {stage.Chance.Next(1, 999)} 号", Detail = $"{stage.Chance.Next(1, 20)} 栋 {stage.Chance.Next(1, 25)}0{stage.Chance.Next(1, 5)}",
                    Latitude = place.Latitude + (stage.Chance.NextDouble() - 0.5) / 10, Longitude = place.Longitude + (stage.Chance.NextDouble() - 0.5) / 10,
                };
                var unit = stage.World.Units[place.Unit];
                var customer = await stage.Run(new RegisterCustomer.Command(name, Phone: phone, Unit: unit, Contact: new(name, phone), Site: new(address, "家")));
                var model = models[(i + place.Unit.Length) % models.Count];
                var installed = stage.Today.PlusDays(-stage.Chance.Next(60, 900));
                var asset = await stage.Run(new RegisterAsset.Command($"SN{stage.Chance.Next(100_000, 999_999)}{i:00}{(int)place.Latitude}", model.Id, customer.Id, customer.Site, installed, installed, unit));
                stage.World.Customers.Add(new(place.Unit, customer.Id, customer.Contact, customer.Site, phone, name, asset.Id, model.Name, model.Skill));
            }
    }

    private static T Pick<T>(DemoStage stage, T[] from) => from[stage.Chance.Next(from.Length)];
}
