using Microsoft.Extensions.DependencyInjection.Extensions;
using NodaTime;

namespace Aftercare.Platform;

/// <summary>The door of the platform.</summary>
public static class PlatformModule
{
    /// <summary>Registers gateway, database, books, texts and pumps. Modules add themselves afterwards.</summary>
    public static void AddPlatform(this IServiceCollection services, IConfiguration configuration)
    {
        var dataFolder = DataFolder(configuration);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IClock, Clock>();
        services.AddSingleton(_ => Engine.From(configuration, dataFolder));
        services.AddSingleton(_ => AuditKey.From(configuration, dataFolder));
        services.AddSingleton<SliceRegistry>();
        services.AddSingleton(provider => new IdBlocks { Reserve = provider.GetRequiredService<Engine>().ReserveIds });
        services.AddSingleton<Recorder>();
        services.AddSingleton<CommitSignal>();
        services.AddSingleton<Numbers>();
        services.AddSingleton<Texts>();
        services.AddSingleton<StaffDevice>();
        services.AddSingleton<PublicAddress>();
        services.AddSingleton<IWritePath>(provider => provider.GetRequiredService<Engine>() is SqliteEngine sqlite
            ? ActivatorUtilities.CreateInstance<SqliteWriter>(provider, sqlite)
            : ActivatorUtilities.CreateInstance<PostgresWriter>(provider, (PostgresEngine)provider.GetRequiredService<Engine>()));
        services.AddSingleton<Gateway>();
        services.AddScoped<SessionOfScope>();
        services.AddScoped(provider => provider.GetRequiredService<SessionOfScope>().Session);
        services.AddSingleton<PumpRoom>();
        services.AddPump<OutboxPump>();
        services.AddPump<TimerPump>();
        services.AddPump<TickPump>();
        services.AddPump<JobPump>();
        services.AddPump<SealExport>();
        services.AddPump<ErrandPump>();
        services.AddHttpContextAccessor();
        services.AddScoped<Door>();
        services.AddModule("Platform", platform => platform
            .Contribute(Lists.Audit).Contribute(Lists.Jobs).Contribute(Lists.Deliveries)
            .Contribute(new NavEntry("nav.admin", "platform.audit.title", "/admin/audit", "shield-check", "platform.read", 950))
            .Contribute(new NavEntry("nav.admin", "platform.deliveries.title", "/admin/deliveries", "inbox", "platform.read", 960))
            .Contribute(new NavEntry("nav.admin", "platform.jobs.title", "/admin/jobs", "progress", "platform.read", 970))
            .Slices(
            typeof(TodayQueues),
            typeof(ReadMark), typeof(SetMark),
            typeof(ExportList),
            typeof(ListViews), typeof(SaveView), typeof(ForgetView),
            typeof(ReadJob), typeof(ListJobs), typeof(CancelJob), typeof(RetryJob),
            typeof(FoldMeasures), typeof(RebuildFigures), typeof(StartRebuildFigures),
            typeof(AuditTrail), typeof(SealAudit), typeof(VerifyAudit), typeof(ErasePayload),
            typeof(ListDeliveries), typeof(GetDelivery), typeof(RetryDelivery), typeof(DropDelivery)));
        services.AddFiles();
        services.AddSearch();
        services.AddLive();
    }

    private static void AddPump<TPump>(this IServiceCollection services) where TPump : class, IHostedService =>
        services.AddSingleton<TPump>().AddHostedService(provider => provider.GetRequiredService<TPump>());

    /// <summary>Adds a module: its door says what it has.</summary>
    public static IServiceCollection AddModule(this IServiceCollection services, string name, Action<ModuleBuilder> door)
    {
        door(new(name, services));
        return services;
    }

    /// <summary>Maps every slice that has an HTTP door, grouped by module.</summary>
    public static void MapSlices(this IEndpointRouteBuilder routes)
    {
        foreach (var module in routes.ServiceProvider.GetRequiredService<SliceRegistry>().All.Where(slice => slice.Map is not null).GroupBy(slice => slice.Name.Split('.')[0]))
        {
            var group = routes.MapGroup("/api").WithTags(module.Key).ProducesValidationProblem().ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).DisableAntiforgery();
            foreach (var slice in module) slice.Map!.Invoke(null, [group]);
        }
    }

    /// <summary>The folder of the SQLite file, the keys and the files: `Data:Folder`, or `data` below the working folder.</summary>
    public static string DataFolder(IConfiguration configuration) =>
        Path.GetFullPath(configuration["Data:Folder"] is { Length: > 0 } folder ? folder : "data");
}
