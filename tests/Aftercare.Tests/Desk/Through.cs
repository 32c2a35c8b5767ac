using Aftercare.Modules.Desk.Face;
using Aftercare.Platform;
using Microsoft.Extensions.DependencyInjection;

namespace Aftercare.Tests.Desk;

/// <summary>Speaks to the desk's face in a command's transaction, as a module below does.</summary>
internal static class Through
{
    public static Task TheFace(TestApp app, Caller caller, Func<IDesk, Task> say) => app.Services.GetRequiredService<IWritePath>().Write(new("Tests.TellTheDesk", async (services, open, ct) =>
    {
        var db = open(caller, new("Tests.TellTheDesk", app.Time.Now, null));
        await say(services.GetRequiredService<IDesk>());
        await db.SaveChangesAsync(ct);
        return new(Done.Instance, []);
    }), default);
}
