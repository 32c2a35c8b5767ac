using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aftercare.Platform;

/// <summary>`/health/live`: the process answers. `/health/ready`: it can work: the database answers and is up to date, and the disk has room.</summary>
internal static class Health
{
    private const long EnoughDisk = 1L << 30;
    private const long TooLittleDisk = 200L << 20;

    public static void AddHealth(this IServiceCollection services) => services.AddHealthChecks()
        .AddCheck<DatabaseAnswers>("database", timeout: TimeSpan.FromSeconds(5))
        .AddCheck<DiskHasRoom>("disk");

    public static void MapHealth(this WebApplication app)
    {
        app.MapHealthChecks("/health/live", new() { Predicate = _ => false, ResponseWriter = Write });
        app.MapHealthChecks("/health/ready", new() { ResponseWriter = Write });
    }

    // Says which part is ill and nothing about it: the answer is public, the reason is in the log.
    private static Task Write(HttpContext context, HealthReport report) =>
        context.Response.WriteAsJsonAsync(new { status = report.Status.ToString(), checks = report.Entries.ToDictionary(entry => entry.Key, entry => entry.Value.Status.ToString()) });

    private sealed class DatabaseAnswers(Engine engine, Recorder recorder) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            await using var db = engine.NewSession(recorder);
            var pending = (await db.Database.GetPendingMigrationsAsync(cancellationToken)).Count();
            return pending == 0 ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy($"{pending} migrations are not applied: run aftercare migrate.");
        }
    }

    private sealed class DiskHasRoom(IConfiguration configuration) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            var folder = PlatformModule.DataFolder(configuration);
            Directory.CreateDirectory(folder);
            var free = new DriveInfo(folder).AvailableFreeSpace;
            return Task.FromResult(free switch
            {
                < TooLittleDisk => HealthCheckResult.Unhealthy($"{free >> 20} MB free in {folder}"),
                < EnoughDisk => HealthCheckResult.Degraded($"{free >> 20} MB free in {folder}"),
                _ => HealthCheckResult.Healthy(),
            });
        }
    }
}
