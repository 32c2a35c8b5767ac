using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;
using Aftercare.Modules.Customers;
using Aftercare.Modules.Identity;
using Aftercare.Platform;
using Aftercare.Tests.Identity;
using Aftercare.Tests.Shells;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Aftercare.Tests.Platform;

/// <summary>The real program, under load, ended without a word at any moment: nothing acknowledged is lost, nothing is half written.</summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private const int Rounds = 4, Clients = 16;

    [Fact]
    public async Task Killed_at_any_moment_it_loses_nothing_it_acknowledged_and_leaves_nothing_half_written()
    {
        var before = new DoorApp();
        var (company, unit, token) = await Prepare(before);
        await before.DisposeAsync();
        using var cli = new Cli(before.Database).With("Data__Folder", before.Folder).With("Logging__LogLevel__Default", "Warning");
        var acknowledged = new ConcurrentDictionary<string, long>();
        var asked = new ConcurrentBag<string>();
        var random = new Random(20260302);

        for (var round = 0; round < Rounds; round++)
        {
            var address = await cli.Serve();
            using var stop = new CancellationTokenSource();
            // Whoever got no answer in the round before asks again with the same key.
            var again = new ConcurrentQueue<string>(asked.Where(key => !acknowledged.ContainsKey(key)));
            var clients = Enumerable.Range(0, Clients).Select(client => Task.Run(() => Hammer(address, token, unit, $"{round}-{client}", again, asked, acknowledged, stop.Token))).ToList();
            // Well under way, and then at any moment.
            for (var start = acknowledged.Count; acknowledged.Count < start + 20 && clients.Exists(client => !client.IsCompleted);) await Task.Delay(20);
            await Task.Delay(random.Next(0, 800));
            cli.Kill();
            await stop.CancelAsync();
            await Task.WhenAll(clients);
            output.WriteLine($"round {round}: {acknowledged.Count} acknowledged of {asked.Count} asked");
        }
        Assert.True(acknowledged.Count > Clients * Rounds, $"only {acknowledged.Count} were acknowledged: that proves nothing");

        await using var after = new StartedAgain(before);
        var (rows, entries, searchable) = await after.Look(company, async db => (
            await db.Set<Customer>().ToDictionaryAsync(customer => customer.Name, customer => customer.Id.Value),
            await db.Set<AuditEntry>().Where(entry => entry.RecordKind == "customers").Select(entry => entry.RecordId).ToListAsync(),
            await db.Set<SearchDocument>().Where(document => document.CompanyId == company).Select(document => document.Id).ToListAsync()));
        Assert.DoesNotContain(acknowledged, done => rows.GetValueOrDefault(done.Key) != done.Value);
        Assert.Equal(rows.Values.Order(), entries.Order());
        Assert.Empty(rows.Values.Except(searchable));
        Assert.Empty(rows.Keys.Except(asked));

        await after.Tick(null, typeof(SealAudit));
        await after.Services.GetRequiredService<SealExport>().Export(default);
        var trail = await after.Ask(Caller.System("test", null), new VerifyAudit.Query());
        Assert.Empty(trail.Findings);
        Assert.True(trail.Entries >= rows.Count);
    }

    private sealed class StartedAgain(TestApp ended) : TestApp(ended);

    private static async Task<(CompanyId, UnitId, string Token)> Prepare(DoorApp app)
    {
        // The program has no clock of the test's: keys must hold today.
        app.Time.Now = Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow());
        var company = await app.FoundCompany();
        var unit = await company.AddUnit();
        var account = await app.OpenAccount(company, roles: RoleBook.Administrator);
        var key = OpaqueKey.New("aftercare_");
        await app.Run(company.Person("customers.do") with { Account = account.Id }, new CreateToken.Command("hammer", ["customers.do"], 90, key.Hash));
        return (company.Id, unit, key.Text);
    }

    private static async Task Hammer(Uri address, string token, UnitId unit, string name, ConcurrentQueue<string> again, ConcurrentBag<string> asked, ConcurrentDictionary<string, long> acknowledged, CancellationToken stop)
    {
        using var client = new SocketsHttpHandler().Client(address, token);
        for (var number = 0; !stop.IsCancellationRequested; number++)
        {
            var key = again.TryDequeue(out var repeated) ? repeated : $"customer {name}-{number}";
            if (repeated is null) asked.Add(key);
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/customers") { Content = JsonContent.Create(new { name = key, kind = "Company", unit = unit.Value }) };
            request.Headers.Add("Idempotency-Key", key);
            try
            {
                using var answer = await client.SendAsync(request, stop);
                if (!answer.IsSuccessStatusCode) throw new InvalidOperationException(await answer.Content.ReadAsStringAsync(stop));
                acknowledged[key] = (await answer.Content.ReadFromJsonAsync<JsonElement>(stop)).GetProperty("id").GetInt64();
            }
            catch (Exception killed) when (killed is HttpRequestException or IOException or OperationCanceledException)
            {
                return;
            }
        }
    }
}

internal static class Hammers
{
    // The product's code asks a factory; a test process that plays many strangers is its own.
#pragma warning disable RS0030
    public static HttpClient Client(this SocketsHttpHandler handler, Uri address, string token) =>
        new(handler) { BaseAddress = address, Timeout = TimeSpan.FromSeconds(30), DefaultRequestHeaders = { { "Authorization", "Bearer " + token } } };
#pragma warning restore RS0030
}
