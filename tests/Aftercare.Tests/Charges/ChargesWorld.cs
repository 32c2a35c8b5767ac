using Aftercare.Modules.Assets;
using Aftercare.Modules.Assets.Face;
using Aftercare.Modules.Charges;
using Aftercare.Modules.Charges.Face;
using Aftercare.Modules.Desk;
using Aftercare.Modules.Field;
using Aftercare.Modules.Field.Face;
using Aftercare.Platform;
using Aftercare.Rules.Pricing;
using Aftercare.Tests.Desk;
using Aftercare.Tests.Field;
using NodaTime;

namespace Aftercare.Tests.Charges;

/// <summary>The field world with price lists from 1 January 2026: visit 30, labour 120, a part 80; and machines in and out of warranty.</summary>
internal sealed record ChargesWorld(FieldWorld Field, AssetId Covered, AssetId Expired, PersonId CashierId)
{
    public const string VisitFee = "VF", Labour = "LB", Hour = "LH", Part = "PT";

    public static readonly WritePriceDraft.LineFields[] Services =
        [new(VisitFee, "上门费", ChargeItem.VisitFee, 30m, EnglishName: "Visit fee"), new(Labour, "维修工时", ChargeItem.Labour, 120m, EnglishName: "Labour"), new(Hour, "计时工时", ChargeItem.Labour, 100m, Hourly: true)];

    public static readonly WritePriceDraft.LineFields[] Parts = [new(Part, "散热风扇", ChargeItem.Part, 80m, EnglishName: "Fan"), new("P92", "进口风扇", ChargeItem.Part, 92m)];

    public TestApp App => Field.App;
    public TestCompany Company => Field.Company;

    public Caller Zhao => Of(Field.Zhao);
    public Caller Qian => Of(Field.Qian);

    /// <summary>Takes in the cash of the unit.</summary>
    public Caller Cashier => Company.PersonOf(Field.Unit, "field.read", "charges.read", "charges.do") with { Person = CashierId, Name = "李会计" };

    /// <summary>Makes prices, corrects, overrides.</summary>
    public Caller Supervisor => Company.Person("field.read", "charges.read", "charges.do", "charges.manage") with { Person = CashierId };

    /// <summary>Looks at differences.</summary>
    public Caller Manager => Company.Person("field.read", "charges.read", "charges.approve") with { Person = Field.Intake };

    public Caller Of(PersonId technician)
    {
        var caller = Field.Technician(technician);
        return caller with { Permissions = [.. caller.Permissions, "charges.read", "charges.do"] };
    }

    public static async Task<ChargesWorld> Open(TestApp app)
    {
        var field = await FieldWorld.Open(app);
        var model = await field.Company.AddModel("WM-20", months: 12);
        async Task<AssetId> Machine(string serial, LocalDate begun) =>
            (await app.Run(field.Company.System, new RegisterAsset.Command(serial, model, field.Customer, InstalledOn: begun, WarrantyStart: begun, Unit: field.Unit))).Id;
        var world = new ChargesWorld(field, await Machine("SN-IN", new(2026, 1, 10)), await Machine("SN-OUT", new(2024, 1, 10)), await field.Company.AddPerson(field.Unit, "李会计"));
        await world.Publish(PriceKind.Service, new(2026, 1, 1), Services);
        await world.Publish(PriceKind.Parts, new(2026, 1, 1), Parts);
        return world;
    }

    public async Task<PriceListId> Publish(PriceKind kind, LocalDate from, WritePriceDraft.LineFields[] lines, UnitId? unit = null, Modules.Customers.Face.CustomerClass? of = null)
    {
        var draft = await App.Run(Supervisor, new WritePriceDraft.Command(kind, from, lines, unit, of));
        await App.Run(Supervisor, new PublishPriceList.Command(draft.Version) { Id = draft.List });
        return draft.List;
    }

    public async Task<WorkOrderId> Order(AssetId? asset = null, string? kind = null)
    {
        var ticket = (await App.Run(Field.Dispatcher, new RegisterTicket.Command("repair", "不脱水", Unit: Field.Unit, Customer: Field.Customer, Asset: asset ?? Expired))).Id;
        return (await App.Run(Field.Dispatcher, new CreateWorkOrder.Command(ticket, kind, "", 60))).WorkOrder;
    }

    /// <summary>An order at whose door the technician stands.</summary>
    public async Task<WorkOrderId> OnSite(PersonId technician, AssetId? asset = null, string day = FieldWorld.Tuesday, string at = "09:00")
    {
        var order = await Order(asset);
        await App.Run(Field.Dispatcher, FieldWorld.Book(order, technician, at, day, 60));
        await App.Run(Field.Technician(technician), new AcceptWorkOrder.Command { Id = order });
        App.Time.SetShanghai($"{day} {at}");
        await App.Run(Field.Technician(technician), new ArriveOnSite.Command { Id = order });
        return order;
    }

    /// <summary>An order of 200 yuan that the customer agreed to on the phone.</summary>
    public async Task<WorkOrderId> Agreed(PersonId technician, params (string Code, int Quantity)[] items)
    {
        var order = await Order();
        App.Time.Now = Instant.Max(App.Time.Now, DeskWorld.Shanghai($"{FieldWorld.Tuesday} 09:00"));
        await App.Run(Supervisor, Set(order, items.Length > 0 ? items : [(Labour, 1), (Part, 1)]));
        await App.Run(Supervisor, new AnswerQuote.Command(true, ConsentWay.Phone, "王小二", null, "客户在外地，电话同意") { Order = order });
        return order;
    }

    public static SetQuote.Command Set(WorkOrderId order, params (string Code, int Quantity)[] items) => new([.. items.Select(item => new SetQuote.ItemFields(item.Code, item.Quantity))]) { Order = order };

    public Task<GetOrderCharges.Response> Get(WorkOrderId order, Caller? caller = null) => App.Ask(caller ?? Supervisor, new GetOrderCharges.Query(order));

    /// <summary>What a person holds, by the page of balances.</summary>
    public async Task<decimal> Open(PersonId person) => (await App.Ask(Manager, new ListCashBoxes.Query(Settled: true))).Page.Items.SingleOrDefault(row => row.Person == person)?.Open ?? 0;

    public async Task<CashBoxId> Box(PersonId person) => (await App.Ask(Manager, new ListCashBoxes.Query(Settled: true))).Page.Items.Single(row => row.Person == person).Id;
}
