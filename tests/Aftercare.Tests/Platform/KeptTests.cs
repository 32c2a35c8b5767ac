using Aftercare.Modules.Desk;
using Aftercare.Platform;
using Aftercare.Tests.Desk;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Aftercare.Tests.Platform;

public sealed class KeptTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task A_command_sees_what_it_decided_itself_and_nobody_remembers_it_when_it_is_rolled_back()
    {
        var world = await DeskWorld.Open(app);
        var before = await NameOfRepair(world);

        var seen = "";
        await Assert.ThrowsAsync<InvalidOperationException>(() => Rename(world, "改名", then: name =>
        {
            seen = name;
            throw new InvalidOperationException("undone");
        }));

        Assert.Equal("改名", seen);
        Assert.Equal(before, await NameOfRepair(world));

        await Rename(world, "报修", then: name => seen = name);
        Assert.Equal("报修", seen);
        Assert.Equal("报修", await NameOfRepair(world));
    }

    private Task<object> Rename(DeskWorld world, string name, Action<string> then) => app.Services.GetRequiredService<IWritePath>().Write(new("Tests.Rename", async (services, open, ct) =>
    {
        var db = open(world.Company.System, new("Tests.Rename", app.Time.Now, null));
        var rules = services.GetRequiredService<DeskRules>();
        await rules.Types(ct);
        var type = await db.Set<RequestType>().SingleAsync(row => row.Code == "repair", ct);
        db.Entry(type).Property(row => row.Chinese).CurrentValue = name;
        await db.SaveChangesAsync(ct);
        then((await rules.Types(ct)).Single(row => row.Code == "repair").Chinese);
        return new(Done.Instance, []);
    }), default);

    private Task<string> NameOfRepair(DeskWorld world) => app.Look(world.Company.Id, async db =>
        (await app.Services.GetRequiredService<Kept<DeskBook>>().Of(db, default)).Types.Single(type => type.Code == "repair").Chinese);
}
