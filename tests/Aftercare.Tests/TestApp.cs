using System.Collections.Frozen;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Aftercare.Modules.Identity;
using Aftercare.Platform;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using NodaTime;
using NodaTime.Text;

namespace Aftercare.Tests;

/// <summary>
/// The real application with a clock the test turns, on its own copy of a migrated database. TEST_DB=postgres runs
/// the same tests on PostgreSQL. Use it as a class fixture; each test founds a company of its own.
/// </summary>
public class TestApp : WebApplicationFactory<Program>, IAsyncLifetime
{
    private readonly string _database;
    private readonly Dictionary<string, Caller> _callers = [];

    public TestApp() => (_database, Folder) = (TestDatabase.Copy(), Directory.CreateTempSubdirectory("aftercare-test-").FullName);

    /// <summary>The product started again on the database and folder of another one, which must have ended.</summary>
    protected TestApp(TestApp ended) => (_database, Folder) = (ended.Database, ended.Folder);

    /// <summary>Stands at Monday 2 March 2026, 16:00 in Shanghai, until the test moves it.</summary>
    public TestTime Time { get; } = new(Instant.FromUtc(2026, 3, 2, 8, 0));

    /// <summary>A folder of this application's own, for files, keys and backups.</summary>
    public string Folder { get; }

    /// <summary>The name of its database: a file or a PostgreSQL database.</summary>
    public string Database => _database;

    internal Gateway Gateway => Services.GetRequiredService<Gateway>();

    /// <summary>Settings a test class wants to differ; called before the application starts.</summary>
    protected virtual void Configure(IWebHostBuilder builder)
    {
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Testing");
        builder.UseSetting("urls", "http://127.0.0.1:0");
        builder.UseSetting("Database", TestDatabase.Engine);
        builder.UseSetting("ConnectionStrings:Main", TestDatabase.ConnectionString(_database));
        builder.UseSetting("Data:Folder", Folder);
        builder.UseSetting("Pumps", "off");
        builder.UseSetting("Pumps:AtOnce", "1");
        builder.ConfigureServices(services =>
        {
            services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Time));
            services.AddSingleton(_callers);
            services.Replace(ServiceDescriptor.Scoped<ICallerSource, TestCallers>());
        });
        Configure(builder);
    }

    public virtual ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>A company nobody else uses, with the product itself as its first caller.</summary>
    internal async Task<TestCompany> FoundCompany(string name = "Test")
    {
        var id = new CompanyId(Services.GetRequiredService<IdBlocks>().Next());
        var system = Caller.System("test", id);
        await Gateway.Run(system, new FoundCompany.Command(name), default);
        return new(this, id);
    }

    internal Task<TResponse> Run<TResponse>(Caller caller, ICommand<TResponse> command, string? key = null) => Gateway.Run(caller, command, default, key);

    internal Task<TResponse> Ask<TResponse>(Caller caller, IQuery<TResponse> query) => Gateway.Ask(caller, query, default);

    /// <summary>Delivers every fact, wakes every timer that is due at the test's time, finishes every job and runs every errand, until nothing is due any more.</summary>
    internal async Task Settle()
    {
        int touched;
        do
        {
            touched = await Services.GetRequiredService<OutboxPump>().Drain();
            touched += await Services.GetRequiredService<TimerPump>().Drain();
            touched += await Services.GetRequiredService<JobPump>().Drain();
            touched += await Services.GetRequiredService<ErrandPump>().Drain();
        }
        while (touched > 0);
    }

    /// <summary>Runs a slice that has a period, as if its time had come for this company.</summary>
    internal async Task Tick(CompanyId? company, Type slice)
    {
        var found = Services.GetRequiredService<SliceRegistry>().All.Single(candidate => candidate.Type == slice);
        while (await Gateway.Run(Caller.System(found.Name, company), found.Tick!.Invoke(null, null)!, default) is IInChunks { More: true })
        {
        }
    }

    /// <summary>The code of the refusal that the call must end in.</summary>
    internal static async Task<string> CodeOf(Func<Task> call) => (await Assert.ThrowsAsync<Refusal>(call)).Code;

    /// <summary>An HTTP client that speaks as this caller: a test-only caller source reads the header.</summary>
    internal HttpClient ClientFor(Caller caller, string language = "en")
    {
        var client = CreateClient(new() { AllowAutoRedirect = false });
        client.DefaultRequestHeaders.Add("Test-Caller", NameOf(caller));
        client.DefaultRequestHeaders.Add("Accept-Language", language);
        return client;
    }

    /// <summary>What the header `Test-Caller` must say for a request to come from this caller.</summary>
    internal string NameOf(Caller caller)
    {
        var name = Guid.NewGuid().ToString("N");
        lock (_callers) _callers[name] = caller;
        return name;
    }

    /// <summary>Looks into the database as the product itself sees that company.</summary>
    internal async Task<T> Look<T>(CompanyId company, Func<AppDb, Task<T>> look)
    {
        await using var scope = Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        db.Open(Caller.System("test", company), null, Time.Now);
        return await look(db);
    }

    private sealed class TestCallers(Dictionary<string, Caller> callers) : ICallerSource
    {
        public ValueTask<Caller> Of(HttpContext context)
        {
            // A worker that tabs share sends no headers of a page, only the browser's cookies.
            var name = context.Request.Path == "/api/live" ? context.Request.Cookies["Test-Caller"] : context.Request.Headers["Test-Caller"].ToString();
            lock (callers) return new(callers.GetValueOrDefault(name ?? context.Request.Headers["Test-Caller"].ToString()) ?? Caller.Anonymous());
        }
    }
}

/// <summary>A company made for one test, and the people in it.</summary>
internal sealed record TestCompany(TestApp App, CompanyId Id)
{
    public Caller System => Caller.System("test", Id);

    /// <summary>A person of this company with these permissions who sees everything.</summary>
    public Caller Person(params string[] permissions) => new()
    {
        Kind = CallerKind.Person, Name = "Tester", Company = Id, Person = new(1), Permissions = permissions.ToFrozenSet(), SeesAllUnits = true, Language = "en",
    };
}

/// <summary>A clock that stands still until the test moves it.</summary>
public sealed class TestTime(Instant start) : TimeProvider
{
    private long _micros = start.Micros();

    public Instant Now
    {
        get => Instants.FromMicros(Interlocked.Read(ref _micros));
        set => Interlocked.Exchange(ref _micros, value.Micros());
    }

    public override DateTimeOffset GetUtcNow() => Now.ToDateTimeOffset();

    // Time passes only when the test says so: a batch of the writer does not end because the machine is slow.
    public override long GetTimestamp() => Interlocked.Read(ref _micros);

    public override long TimestampFrequency => 1_000_000;

    public void Pass(Duration duration) => Now += duration;

    /// <summary>Turns the clock to a wall-clock time in Shanghai: `2026-03-02 16:00`.</summary>
    public void SetShanghai(string wallClock) =>
        Now = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm").Parse(wallClock).Value.InZoneStrictly(DateTimeZoneProviders.Tzdb["Asia/Shanghai"]).ToInstant();
}

internal static class Answers
{
    /// <summary>The stable code of a problem document.</summary>
    public static async Task<string?> Code(this HttpResponseMessage answer) =>
        (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString();

    public static async Task<T> Read<T>(this HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, string.Create(CultureInfo.InvariantCulture, $"{(int)answer.StatusCode} {text}"));
        return JsonSerializer.Deserialize<T>(text, PlatformJson.Options)!;
    }
}
