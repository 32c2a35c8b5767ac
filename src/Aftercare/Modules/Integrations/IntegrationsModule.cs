using Aftercare.Modules.Integrations.Face;
using Aftercare.Platform;

namespace Aftercare.Modules.Integrations;

/// <summary>What comes in from other systems.</summary>
public static class IntegrationsModule
{
    public static IServiceCollection AddIntegrationsModule(this IServiceCollection services) => services.AddModule("Integrations", integrations => integrations
        .Slices(typeof(OpenImport), typeof(ImportCustomers), typeof(ImportCases), typeof(FinishImport), typeof(ReportImport))
        .Face<IEventImport, EventImport>());
}
