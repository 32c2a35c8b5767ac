using System.Collections.Frozen;
using System.Net.Http.Json;
using Aftercare.Modules.Calendars;
using Aftercare.Modules.Customers;
using Aftercare.Modules.Customers.Face;
using Aftercare.Modules.Desk;
using Aftercare.Modules.Identity;
using Aftercare.Modules.Organisation;
using Aftercare.Platform;
using Aftercare.Shells;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Aftercare.Bench.Stage;

/// <summary>The real product in this process: its own services, gateway and web server; the pumps rest, so that they do not write meanwhile.</summary>
internal sealed class Host : IAsyncDisposable
{
    public const string Password = "五月的风吹过 workshop roofs";

    private Host(WebApplication app, Ground ground) => (App, Ground) = (app, ground);

    public WebApplication App { get; }
    public Ground Ground { get; }
    public IServiceProvider Services => App.Services;
    public Gateway Gateway => Services.GetRequiredService<Gateway>();

    /// <summary>Where it listens.</summary>
    public Uri Address => new(App.Urls.First(url => url.StartsWith("http://127", StringComparison.Ordinal)));

    public static async Task<Host> Open(Ground ground)
    {
        var app = Product.Build(
        [
            "--applicationName=Aftercare", "--environment=Demo", "--Pumps=off", "--SignIn:HashRounds=1000", "--SignIn:PerMinute=10000", "--Logging:LogLevel:Default=Warning", "--urls=http://127.0.0.1:0",
            $"--Database={ground.Engine}", $"--ConnectionStrings:Main={ground.ConnectionString}", $"--Data:Folder={ground.Folder}",
        ], serving: true);
        await Product.MakeReady(app);
        await app.StartAsync();
        return new(app, ground);
    }

    public Task<T> Run<T>(Caller caller, ICommand<T> command) => Gateway.Run(caller, command, default);

    public Task<T> Ask<T>(Caller caller, IQuery<T> query) => Gateway.Ask(caller, query, default);

    /// <summary>An HTTP client in which an administrator of the unit (or of everything) is signed in.</summary>
    public async Task<HttpClient> SignIn(string login)
    {
        // A browser of its own: with its own cookies, and none of the factory's handlers in the way.
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, MaxConnectionsPerServer = 100 }) { BaseAddress = Address };
        var answer = await client.PostAsJsonAsync("/api/sign-in", new { login, Password });
        answer.EnsureSuccessStatusCode();
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        await App.StopAsync();
        await App.DisposeAsync();
    }
}

/// <summary>A company whose desk is open: units with an intake person each, customers, office hours, the standard policies.</summary>
internal sealed record World(CompanyId Company, IReadOnlyList<UnitId> Units, IReadOnlyList<PersonId> People, IReadOnlyList<CustomerId> Customers)
{
    public const string All = "all", One = "one";

    public Caller System => Caller.System("bench", Company);

    /// <summary>An agent who sees every unit.</summary>
    public Caller SeesAll => new()
    {
        Kind = CallerKind.Person, Name = "Bench", Company = Company, Person = People[0], HomeUnit = Units[0], SeesAllUnits = true, Language = "zh-CN",
        Permissions = new[] { "desk.read", "desk.do", "customers.read" }.ToFrozenSet(),
    };

    /// <summary>An agent who sees two units of all: 1 % of 200.</summary>
    public Caller SeesFew => SeesAll with { SeesAllUnits = false, Units = [Units[0], Units[1]] };

    public static async Task<World> Found(Host host, int units, int customers)
    {
        var company = new CompanyId(host.Services.GetRequiredService<IdBlocks>().Next());
        var system = Caller.System("bench", company);
        await host.Run(system, new FoundCompany.Command("Bench"));
        await host.Run(system, new AddCalendar.Command("office", CompanyDefault: true));
        await host.Run(system, new LoadStandardPolicies.Command());
        var top = (await host.Run(system, new AddUnit.Command("总部", "head-office", null))).Id;
        // The caller of few units sees the first branch with the one unit below it.
        var (ids, people, known) = (new List<UnitId>(), new List<PersonId>(), new List<CustomerId>());
        for (var i = 0; i < units; i++)
        {
            var unit = (await host.Run(system, new AddUnit.Command($"服务中心 {i}", "service-centre", i == 1 ? ids[0] : top))).Id;
            var person = (await host.Run(system, new AddPerson.Command(unit, $"张敏 {i}", $"139{i:00000000}", null, null))).Id;
            await host.Run(system, new PutOnIntakeRoster.Command(person) { Unit = unit });
            ids.Add(unit);
            people.Add(person);
        }
        for (var i = 0; i < customers; i++)
            known.Add((await host.Run(system, new RegisterCustomer.Command($"李雷 {i}", Phone: $"138{i:00000000}", Unit: ids[i % units]))).Id);

        var hash = host.Services.GetRequiredService<Passwords>().Hash(Host.Password);
        await host.Run(system, new OpenAccount.Command(All, "王经理", null, people[0], "zh-CN", [new("P00")], hash));
        await host.Run(system, new OpenAccount.Command(One, "赵主管", null, people[0], "zh-CN", [new("P00", ids[0])], hash));
        return new(company, ids, people, known);
    }

    /// <summary>A request such as the hotline takes all day.</summary>
    public RegisterTicket.Command Request(int which, string fault = "洗衣机脱水时剧烈震动并有异响，显示 E4，客户希望今天下午上门") =>
        new("repair", fault, Unit: Units[which % Units.Count], Customer: Customers[which % Customers.Count], CallerName: "李雷", CallerPhone: "13812345678", Product: "WM-10 滚筒洗衣机");
}
