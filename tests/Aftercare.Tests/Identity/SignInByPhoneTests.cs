using System.Net;
using System.Net.Http.Json;
using Aftercare.Modules.Identity;
using Aftercare.Modules.Identity.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Aftercare.Tests.Identity;

public sealed class SignInByPhoneTests(SignInByPhoneTests.PhoneApp app) : IClassFixture<SignInByPhoneTests.PhoneApp>
{
    [Fact]
    [Trait("Requirement", "B08")]
    public async Task A_technician_signs_in_with_the_number_and_the_code_sent_to_it()
    {
        var (technician, phone) = await Technician();
        var browser = app.Browser();

        var asked = await (await Ask(browser, "+86 " + phone[..3] + "-" + phone[3..])).Read<AskSignInCode.Asked>();
        var code = await app.CodeSentTo(phone);

        Assert.Equal((300, 60), (asked.ValidSeconds, asked.AskAgainSeconds));
        Assert.Matches("^[0-9]{6}$", code);
        Assert.Equal(SignInStep.Done, (await (await Enter(browser, phone, code!)).Read<SignIn.Response>()).Step);
        Assert.Equal(technician.Id, (await DoorApp.Me(browser))!.AccountId);
        Assert.Equal("sign-in.code-wrong", await (await Enter(app.Browser(), phone, code!)).Code());
    }

    [Fact]
    public async Task Nobody_learns_whether_a_number_belongs_to_an_account()
    {
        var (_, phone) = await Technician();

        var (known, unknown) = (await Ask(app.Browser(), phone), await Ask(app.Browser(), "13900000000"));

        Assert.Equal(await known.Content.ReadAsStringAsync(), await unknown.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.OK, unknown.StatusCode);
        Assert.Equal("sign-in.code-wrong", await (await Enter(app.Browser(), "13900000000", "123456")).Code());
        Assert.Equal("sign-in.code-wrong", await (await Enter(app.Browser(), phone, "1")).Code());
    }

    [Fact]
    public async Task A_code_holds_five_minutes()
    {
        var (_, phone) = await Technician();
        await Ask(app.Browser(), phone);
        var code = await app.CodeSentTo(phone);
        app.Time.Pass(Duration.FromMinutes(5));

        Assert.Equal("sign-in.code-wrong", await (await Enter(app.Browser(), phone, code!)).Code());
    }

    [Fact]
    public async Task After_five_wrong_tries_the_right_code_is_worth_nothing()
    {
        var (technician, phone) = await Technician();
        await Ask(app.Browser(), phone);
        var code = await app.CodeSentTo(phone);
        for (var i = 0; i < 5; i++) Assert.Equal("sign-in.code-wrong", await (await Enter(app.Browser(), phone, code == "111111" ? "222222" : "111111")).Code());
        await app.Run(technician.Company.System, new ReopenAccount.Command(technician.Id));

        Assert.Equal("sign-in.code-wrong", await (await Enter(app.Browser(), phone, code!)).Code());
    }

    [Fact]
    public async Task New_codes_come_once_a_minute_and_five_times_an_hour()
    {
        var (_, phone) = await Technician();
        var sent = 0;
        async Task<bool> Sent()
        {
            await Ask(app.Browser(), phone);
            await app.Settle();
            var before = sent;
            sent = app.Sent.Count(fact => fact.Phone == phone);
            return sent > before;
        }

        Assert.True(await Sent());
        app.Time.Pass(Duration.FromSeconds(59));
        Assert.False(await Sent());
        for (var i = 0; i < 4; i++)
        {
            app.Time.Pass(Duration.FromSeconds(60));
            Assert.True(await Sent());
        }
        app.Time.Pass(Duration.FromSeconds(60));
        Assert.False(await Sent());
        app.Time.Pass(Duration.FromMinutes(56));
        Assert.True(await Sent());
    }

    [Fact]
    public async Task The_code_is_nowhere_in_the_database()
    {
        var (technician, phone) = await Technician();
        await Ask(app.Browser(), phone);

        var rows = await app.Look(technician.Company.Id, async db => (
            Outbox: await db.Set<OutboxDelivery>().Where(row => row.About == technician.Id.Value).Select(row => row.Payload).ToListAsync(),
            Audit: await db.Set<AuditEntry>().Where(row => row.RecordId == technician.Id.Value).Select(row => row.Payload!).ToListAsync(),
            Digest: await db.Set<SignInCode>().Where(row => row.Id == technician.Id.Value).Select(row => row.Digest).SingleAsync()));
        var code = (await app.CodeSentTo(phone))!;

        Assert.NotEmpty(rows.Outbox);
        Assert.All(rows.Outbox.Concat(rows.Audit), payload => Assert.DoesNotContain($"\"{code}\"", payload, StringComparison.Ordinal));
        Assert.All(rows.Audit, payload => Assert.DoesNotContain(rows.Digest, payload, StringComparison.Ordinal));
        Assert.NotEqual(Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(code))), rows.Digest);
    }

    [Fact]
    public async Task A_phone_does_not_replace_an_administrators_second_factor()
    {
        var (_, phone) = await Technician("P00");
        var browser = app.Browser();
        await Ask(browser, phone);

        Assert.Equal(SignInStep.Enrol, (await (await Enter(browser, phone, (await app.CodeSentTo(phone))!)).Read<SignIn.Response>()).Step);
        Assert.Null(await DoorApp.Me(browser));
    }

    private async Task<((AccountId Id, TestCompany Company) Account, string Phone)> Technician(string role = "P20")
    {
        var company = await app.FoundCompany();
        var phone = "138" + (company.Id.Value % 100_000_000).ToString("00000000", System.Globalization.CultureInfo.InvariantCulture);
        return (((await app.OpenAccount(company, phone, roles: role)).Id, company), phone);
    }

    private static Task<HttpResponseMessage> Ask(HttpClient browser, string phone) => browser.PostAsJsonAsync("/api/sign-in/phone", new { phone });

    private static Task<HttpResponseMessage> Enter(HttpClient browser, string phone, string code) => browser.PostAsJsonAsync("/api/sign-in/phone/code", new { phone, code });

    /// <summary>With somebody who takes the messages, as the Messages module does.</summary>
    public sealed class PhoneApp : DoorApp
    {
        internal List<SignInCodeAsked> Sent { get; } = [];

        protected override void Configure(IWebHostBuilder builder)
        {
            base.Configure(builder);
            builder.ConfigureTestServices(services =>
            {
                services.AddSingleton(Sent);
                services.AddModule("Test", module => module.Slices(typeof(TakeCode)));
            });
        }

        internal async Task<string?> CodeSentTo(string phone)
        {
            await Settle();
            return Sent.LastOrDefault(fact => fact.Phone == phone) is { } fact ? Services.GetRequiredService<ISignInCodes>().Open(fact.SealedCode) : null;
        }
    }

    private static class TakeCode
    {
        [Needs("test.take")]
        internal sealed record Command(SignInCodeAsked Fact) : ICommand<Done>;

        internal static Command On(SignInCodeAsked fact) => new(fact);

        internal sealed class Handler(List<SignInCodeAsked> sent) : IHandle<Command, Done>
        {
            public Task<Done> Handle(Caller caller, Command command, CancellationToken ct)
            {
                sent.Add(command.Fact);
                return Task.FromResult(Done.Instance);
            }
        }
    }
}
