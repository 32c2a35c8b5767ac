namespace Aftercare.Platform;

internal static class SearchServices
{
    public static void AddSearch(this IServiceCollection services)
    {
        services.AddSingleton<ISearchIndex, SearchIndex>();
        services.AddSingleton<SearchVersion>().AddHostedService(provider => provider.GetRequiredService<SearchVersion>());
        services.AddModule("Platform", platform => platform.Slices(typeof(Search), typeof(RebuildSearch), typeof(StartRebuildSearch)));
    }
}
