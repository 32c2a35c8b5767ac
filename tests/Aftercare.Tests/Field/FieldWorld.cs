using Aftercare.Modules.Assets.Face;
using Aftercare.Modules.Calendars;
using Aftercare.Modules.Customers;
using Aftercare.Modules.Customers.Face;
using Aftercare.Modules.Desk;
using Aftercare.Modules.Desk.Face;
using Aftercare.Modules.Dispatch;
using Aftercare.Modules.Field;
using Aftercare.Modules.Field.Face;
using Aftercare.Modules.Organisation;
using Aftercare.Modules.Workforce;
using Aftercare.Platform;
using Aftercare.Tests.Desk;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SkiaSharp;

namespace Aftercare.Tests.Field;

/// <summary>
/// A service centre with two technicians who repair washing machines, a customer with one, and office hours from 09:00.
/// It is Monday 2 March 2026, 16:00; visits are planned for Tuesday.
/// </summary>
internal sealed record FieldWorld(TestCompany Company, UnitId Unit, PersonId Intake, CustomerId Customer, AssetId Asset, PersonId Zhao, PersonId Qian)
{
    public const string Tuesday = "2026-03-03";

    public TestApp App => Company.App;

    /// <summary>An agent and dispatcher of the unit.</summary>
    public Caller Dispatcher => Company.PersonOf(Unit, "desk.read", "desk.do", "field.read", "field.do", "field.manage", "satisfaction.read", "satisfaction.do") with { Person = Intake, Name = "张敏" };

    public Caller Technician(PersonId person) => Company.Person("desk.read", "desk.do", "field.read", "field.do", "satisfaction.read") with
    {
        Person = person, Name = person == Zhao ? "赵工" : "钱工", SeesAllUnits = false, OwnOnly = true, HomeUnit = Unit,
    };

    public static async Task<FieldWorld> Open(TestApp app)
    {
        app.Time.SetShanghai("2026-03-02 16:00");
        var company = await app.FoundCompany();
        var unit = await company.AddUnit();
        var intake = await company.AddPerson(unit, "张敏");
        await app.Run(company.System, new PutOnIntakeRoster.Command(intake) { Unit = unit });
        await app.Run(company.System, new AddCalendar.Command("office", CompanyDefault: true));
        await app.Run(company.System, new LoadStandardPolicies.Command());
        var customer = await app.Run(company.System, new RegisterCustomer.Command("王小二", Phone: "13812345678", Unit: unit, Site: new(new()
        {
            Province = "上海市", City = "上海市", District = "浦东新区", Street = "世纪大道100号", Latitude = 31.2353, Longitude = 121.5055,
        })));
        var asset = await company.RegisterAsset(unit, "SN-0001", await company.AddModel(skill: "washing"), customer.Id);
        var (zhao, qian) = (await company.AddPerson(unit, "赵工"), await company.AddPerson(unit, "钱工"));
        await app.Run(company.System, new MakeTechnician.Command(zhao, [new("washing")], new(31.2243, 121.4768)));
        await app.Run(company.System, new MakeTechnician.Command(qian, [new("washing")], new(31.4000, 121.2500)));
        return new(company, unit, intake, customer.Id, asset, zhao, qian);
    }

    public async Task<TicketId> Ticket(string fault = "高温报警，不脱水") =>
        (await App.Run(Dispatcher, new RegisterTicket.Command("repair", fault, Unit: Unit, Customer: Customer, Asset: Asset))).Id;

    public async Task<WorkOrderId> Order(string? kind = null, string? skill = null) => (await App.Run(Dispatcher, new CreateWorkOrder.Command(await Ticket(), kind, skill, 120))).WorkOrder;

    public static DispatchWorkOrder.Command Book(WorkOrderId order, PersonId technician, string from = "09:00", string day = Tuesday, int minutes = 120) =>
        new(technician, DeskWorld.Shanghai($"{day} {from}"), minutes) { Id = order };

    /// <summary>An order that the technician has accepted, for Tuesday 14:00.</summary>
    public async Task<WorkOrderId> Accepted(PersonId technician, string from = "14:00")
    {
        var order = await Order();
        await App.Run(Dispatcher, Book(order, technician, from));
        await App.Run(Technician(technician), new AcceptWorkOrder.Command { Id = order });
        return order;
    }

    /// <summary>An order whose technician stands at the door on Tuesday, 14:05.</summary>
    public async Task<WorkOrderId> OnSite(PersonId technician)
    {
        var order = await Accepted(technician);
        App.Time.SetShanghai($"{Tuesday} 14:05");
        await App.Run(Technician(technician), new ArriveOnSite.Command { Id = order });
        return order;
    }

    public static RecordFindings.Command Findings(WorkOrderId order) => new(
        "E4", "高温报警：工作温度过高，二极管击穿", "散热风扇停转", "更换风扇与二极管", "户主确认恢复正常，运行平稳", "风扇 FN-20 ×1\n二极管 D-4007 ×2", 45) { Id = order };

    public async Task SignBoth(WorkOrderId order, PersonId technician)
    {
        var caller = Technician(technician);
        await App.Run(caller, new Sign.Command(Signer.Customer, "王小二", await Upload(caller, "客户签名.png", 1)) { Id = order });
        await App.Run(caller, new Sign.Command(Signer.Technician, "赵工", await Upload(caller, "技师签名.png", 2)) { Id = order });
    }

    /// <summary>An order that is completed and signed, on Tuesday, 15:00.</summary>
    public async Task<WorkOrderId> Completed(PersonId technician)
    {
        var order = await OnSite(technician);
        await App.Run(Technician(technician), Findings(order));
        await SignBoth(order, technician);
        App.Time.SetShanghai($"{Tuesday} 15:00");
        await App.Run(Technician(technician), new CompleteWorkOrder.Command { Id = order });
        return order;
    }

    public async Task<FileId> Upload(Caller caller, string name, int ink)
    {
        using var bitmap = new SKBitmap(240, 90);
        using var canvas = new SKCanvas(bitmap);
        canvas.Clear(SKColors.White);
        using var pen = new SKPaint { Color = SKColors.Black, StrokeWidth = ink };
        canvas.DrawLine(10, 80, 230, 10, pen);
        using var data = bitmap.Encode(SKEncodedImageFormat.Png, 90);
        using var content = data.AsStream();
        return (await App.Services.GetRequiredService<FileRoom>().Stage(caller, content, name, default)).Id;
    }

    public Task<GetWorkOrder.Response> Get(WorkOrderId order, Caller? caller = null) => App.Ask(caller ?? Dispatcher, new GetWorkOrder.Query(order));

    public Task<TicketCard> TicketOf(TicketId ticket) => Company.AskFace<IDesk, TicketCard>(desk => desk.Ticket(ticket, default));

    /// <summary>The sum of a measure over the company.</summary>
    public Task<long> Counted(string name) => App.Look(Company.Id, db => db.Set<MeasureRow>().Where(row => row.Name == name).SumAsync(row => row.Count));

    /// <summary>Two sessions do their part, each seeing the world without the other's, then both save.</summary>
    public async Task Interleave(Func<AppDb, IServiceProvider, Task> mine, Func<AppDb, IServiceProvider, Task> theirs)
    {
        await using var first = App.Services.CreateAsyncScope();
        await using var second = App.Services.CreateAsyncScope();
        var (a, b) = (Open(first), Open(second));
        await mine(a, first.ServiceProvider);
        await theirs(b, second.ServiceProvider);
        await a.SaveChangesAsync();
        await b.SaveChangesAsync();

        AppDb Open(AsyncServiceScope scope)
        {
            var db = scope.ServiceProvider.GetRequiredService<AppDb>();
            db.Open(Company.System, new("Tests.Race", App.Time.Now, null), App.Time.Now);
            return db;
        }
    }
}
