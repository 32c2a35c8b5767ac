using Aftercare.Platform;
using Microsoft.Extensions.DependencyInjection;

namespace Aftercare.Tests;

/// <summary>Asks a face or a registry as modules below do: in a session of its own.</summary>
internal static class Faces
{
    public static async Task<T> AskFace<TFace, T>(this TestCompany company, Func<TFace, Task<T>> ask, Caller? caller = null) where TFace : notnull
    {
        await using var scope = company.App.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<AppDb>().Open(caller ?? company.System, null, company.App.Time.Now);
        return await ask(scope.ServiceProvider.GetRequiredService<TFace>());
    }

    /// <summary>Which of these search hits the caller may see.</summary>
    public static async Task<IReadOnlyCollection<long>> Hits(this TestApp app, Caller caller, string kind, params long[] found)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        db.Open(caller, null, app.Time.Now);
        return await app.Services.GetServices<SearchKind>().Single(entry => entry.Kind == kind).Visible(db, found, default);
    }
}
