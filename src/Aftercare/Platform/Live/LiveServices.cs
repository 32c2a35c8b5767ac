namespace Aftercare.Platform;

internal static class LiveServices
{
    public static void AddLive(this IServiceCollection services)
    {
        services.AddSingleton<LiveTopics>();
        services.AddHostedService<NodeSignal>();
    }
}
