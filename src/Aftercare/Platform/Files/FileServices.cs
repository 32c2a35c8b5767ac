namespace Aftercare.Platform;

internal static class FileServices
{
    public static void AddFiles(this IServiceCollection services)
    {
        services.AddSingleton<IFiles, Files>();
        services.AddSingleton<FileRoom>();
        services.AddSingleton<Thumbnails>();
        services.AddHostedService<FileClearing>();
        services.AddModule("Platform", platform => platform.Slices(typeof(StageFile), typeof(ReadFile), typeof(SweepFiles), typeof(DoomedFiles), typeof(ContentInUse), typeof(ForgetFile)));
    }
}
