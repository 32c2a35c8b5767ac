using System.Net;
using System.Text.Json;
using Aftercare.Tests.Shells;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Aftercare.Tests.Platform.Hosting;

public sealed class HostingTests(TestApp app) : IClassFixture<TestApp>
{
    [Theory]
    [InlineData("/health/live", """{"status":"Healthy","checks":{}}""")]
    [InlineData("/health/ready", """{"status":"Healthy","checks":{"database":"Healthy","disk":"Healthy"}}""")]
    public async Task The_product_says_how_it_is(string path, string expected) =>
        Assert.Equal(expected, await app.CreateClient().GetStringAsync(path));

    [Theory]
    [InlineData("zh-CN", "没有这张服务请求"), InlineData("en", "There is no ticket")]
    public async Task A_refusal_is_told_in_the_language_the_request_asked_for(string language, string words)
    {
        var answer = await app.ClientFor((await app.FoundCompany()).Person("desk.read"), language).GetAsync(new Uri("/api/tickets/1", UriKind.Relative));

        var problem = JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync());
        Assert.Equal((HttpStatusCode.NotFound, "ticket.not-found"), (answer.StatusCode, problem.GetProperty("code").GetString()));
        Assert.StartsWith(words, problem.GetProperty("title").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/api/search")]
    [InlineData("/nowhere")]
    [InlineData("/openapi/v1.json")]
    public async Task Every_answer_carries_the_headers_that_protect_browsers(string path)
    {
        var headers = (await app.CreateClient().GetAsync(path)).Headers;

        var policy = headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("default-src 'self'; script-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("same-origin", headers.GetValues("Referrer-Policy").Single());
    }

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("10.0.0.0/8, 127.0.0.0/8", true)]
    [InlineData("10.0.0.0/8", false)]
    [InlineData("", false)]
    public async Task Only_a_proxy_that_is_ours_is_believed_that_the_customer_came_over_HTTPS(string trusted, bool believed)
    {
        await using var proxied = new ProxiedApp(trusted);
        using var client = new HttpClient(new SocketsHttpHandler()) { BaseAddress = new(proxied.Origin) };
        client.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        client.DefaultRequestHeaders.Add("X-Forwarded-Host", "service.example.cn");
        client.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.7");

        Assert.Equal(believed, (await client.GetAsync("/health/live")).Headers.Contains("Strict-Transport-Security"));
    }

    [Fact]
    public async Task A_proxy_that_is_no_address_is_told_in_a_line()
    {
        using var cli = new Cli().With("Proxy__Trusted", "proxy.example.cn");

        var answer = await cli.Run("migrate");

        Assert.Equal((3, "Proxy:Trusted holds 'proxy.example.cn'; write addresses and networks such as 127.0.0.1,10.0.0.0/8.\n"), (answer.Code, answer.Error));
    }

    private sealed class ProxiedApp : TestApp
    {
        private readonly string _trusted;

        public ProxiedApp(string trusted)
        {
            _trusted = trusted;
            UseKestrel(0);
            StartServer();
        }

        public string Origin => Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

        protected override void Configure(IWebHostBuilder builder) => builder.UseSetting("Proxy:Trusted", _trusted);
    }

    [Fact]
    public async Task The_page_of_the_API_has_a_new_nonce_each_time()
    {
        async Task<string> Nonce()
        {
            var answer = await app.CreateClient().GetAsync("/api/docs/");
            var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
            var nonce = policy.Split("'nonce-")[1].Split('\'')[0];
            Assert.Contains($"nonce=\"{nonce}\"", WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()), StringComparison.Ordinal);
            return nonce;
        }

        Assert.NotEqual(await Nonce(), await Nonce());
    }

    [Fact]
    public async Task Every_operation_of_the_API_is_explained_to_customers()
    {
        var document = JsonDocument.Parse(await app.CreateClient().GetStringAsync("/openapi/v1.json"));

        var operations = from path in document.RootElement.GetProperty("paths").EnumerateObject()
                         from operation in path.Value.EnumerateObject()
                         select (Name: $"{operation.Name} {path.Name}", Explained: operation.Value.TryGetProperty("summary", out var summary) && summary.GetString() is { Length: > 10 });
        Assert.NotEmpty(operations);
        Assert.Empty(operations.Where(operation => !operation.Explained).Select(operation => operation.Name));
        Assert.DoesNotContain(operations, operation => operation.Name.Contains("command-line", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Large_answers_are_compressed()
    {
        using var http = app.CreateClient(new WebApplicationFactoryClientOptions());
        http.DefaultRequestHeaders.Add("Accept-Encoding", "br");

        Assert.Equal(["br"], (await http.GetAsync("/openapi/v1.json")).Content.Headers.ContentEncoding);
    }
}
