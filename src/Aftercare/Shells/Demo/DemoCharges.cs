using Aftercare.Modules.Charges;
using Aftercare.Modules.Charges.Face;
using Aftercare.Modules.Field;
using Aftercare.Platform;
using NodaTime;

namespace Aftercare.Shells.Demo;

/// <summary>Step four: price lists and rules, and visits on which money was quoted and taken; some of the cash is still on the road.</summary>
internal static class DemoCharges
{
    private static readonly (string Code, int Quantity)[] Needed = [("VF-01", 1), ("LB-01", 60), ("PT-1005", 1)];

    public static async Task Play(DemoStage stage)
    {
        await stage.Run(new LoadStandardCharges.Command(new(2024, 1, 1)));
        var orders = await stage.Services.GetRequiredService<Gateway>().Ask(stage.Product, new ListWorkOrders.Query(Size: 200), stage.Cancelled);
        foreach (var (index, order) in orders.Items.Where(order => order.Technician is not null).OrderBy(order => order.Id.Value).Index())
        {
            var technician = stage.World.People.Values.Single(person => person.Id == order.Technician);
            var at = Instant.Min(order.CreatedAt + Duration.FromHours(2), stage.World.Arrival - Duration.FromMinutes(5));
            if (index % 3 < 2) await Quote(stage, technician, order, at, paid: index % 3 == 0);
        }
        await HandIn(stage);
    }

    private static async Task Quote(DemoStage stage, DemoPerson technician, ListWorkOrders.Row order, Instant at, bool paid)
    {
        await stage.Replay(at, new SetQuote.Command([.. Needed.Select(item => new SetQuote.ItemFields(item.Code, item.Quantity))], "misuse") { Order = order.Id }, technician.Caller);
        if (!paid) return;
        await stage.Replay(at, new AnswerQuote.Command(true, ConsentWay.Phone, order.CustomerName, null, "客户出差，电话同意") { Order = order.Id }, technician.Caller);
        await stage.Replay(at + Duration.FromMinutes(1), new TakePayment.Command(PaymentMethod.Cash) { Order = order.Id }, technician.Caller);
    }

    /// <summary>Whoever has held cash the longest gave it to the point, five yuan short.</summary>
    private static async Task HandIn(DemoStage stage)
    {
        var boxes = await stage.Services.GetRequiredService<Gateway>().Ask(stage.Product, new ListCashBoxes.Query(), stage.Cancelled);
        if (boxes.Page.Items is not [var first, ..]) return;
        var cashier = stage.World.At(first.UnitName, "P39").First();
        await stage.Replay(stage.World.Arrival - Duration.FromMinutes(2), new TakeHandIn.Command(first.Open - 5, "找零少 5 元，明日补交") { Box = first.Id }, cashier.Caller);
    }
}
