using Aftercare.Modules.Identity;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Aftercare.Tests.Platform;

public sealed class GatewayTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task A_command_is_saved_with_its_audit_entry()
    {
        var company = await app.FoundCompany("无忧电器");

        var entry = await app.Look(company.Id, db => db.Set<AuditEntry>().SingleAsync(entry => entry.RecordId == company.Id.Value));

        Assert.Equal(("companies", 1, "Identity.FoundCompany", "system:test"), (entry.RecordKind, entry.Sequence, entry.Command, entry.Actor));
        Assert.Contains("无忧电器", entry.Payload, StringComparison.Ordinal);
        Assert.Equal(entry.Mac, entry.MacWith(app.Services.GetRequiredService<AuditKey>().Value));
    }

    [Fact]
    public async Task Without_the_permission_nothing_happens()
    {
        var company = await app.FoundCompany();

        Assert.Equal("permission.missing", await TestApp.CodeOf(() => app.Run(company.Person("desk.read"), new FoundCompany.Command("Mine"))));
        Assert.Equal("sign-in.required", await TestApp.CodeOf(() => app.Run(Caller.Anonymous(company.Id), new FoundCompany.Command("Mine"))));
    }

    [Fact]
    public async Task A_command_of_the_wrong_shape_names_every_field()
    {
        var refusal = await Assert.ThrowsAsync<Refusal>(() => app.FoundCompany(""));

        Assert.Equal("request.invalid", refusal.Code);
        Assert.Equal([("Name", "field.required")], refusal.Fields.Select(wrong => (wrong.Field, wrong.Code)));
    }

    [Fact]
    public async Task The_same_key_gets_the_first_answer_again_and_other_values_are_refused()
    {
        var caller = Caller.System("test", new CompanyId(app.Services.GetRequiredService<IdBlocks>().Next()));
        var first = await app.Run(caller, new FoundCompany.Command("A"), "key-1");
        var again = await app.Run(caller, new FoundCompany.Command("A"), "key-1");

        Assert.Equal(first, again);
        Assert.Equal("idempotency.reused", await TestApp.CodeOf(() => app.Run(caller, new FoundCompany.Command("B"), "key-1")));
    }

    [Fact]
    public async Task Saving_outside_the_gateway_throws()
    {
        var company = await app.FoundCompany();

        await Assert.ThrowsAsync<InvalidOperationException>(() => app.Look(company.Id, async db =>
        {
            db.Add(new Company { Id = new(5), Name = "Smuggled", Language = "en" });
            return await db.SaveChangesAsync();
        }));
    }

    [Fact]
    public async Task A_session_nobody_opened_reads_nothing()
    {
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();

        await Assert.ThrowsAsync<InvalidOperationException>(() => db.Set<Company>().ToListAsync());
    }
}
