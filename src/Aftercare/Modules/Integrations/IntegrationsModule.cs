using Aftercare.Modules.Integrations.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Integrations;

/// <summary>What comes in from other systems.</summary>
public static class IntegrationsModule
{
    public static IServiceCollection AddIntegrationsModule(this IServiceCollection services) => services.AddModule("Integrations", integrations => integrations
        .Slices(typeof(OpenImport), typeof(ImportCustomers), typeof(ImportCases), typeof(FinishImport), typeof(ReportImport))
        .Face<IEventImport, EventImport>()
        .Tables());

    // Moving in: tables of Excel or CSV become records, line by line through the commands of their modules.
    private static void Tables(this ModuleBuilder integrations)
    {
        integrations.Slices(typeof(ListTargets), typeof(OpenTable), typeof(MatchColumns), typeof(StartTable), typeof(ListTables), typeof(GetTable), typeof(ReportTable));
        integrations.Slices(typeof(PlanTable), typeof(ReadLine), typeof(WorkTable), typeof(TakeBackLine));
        integrations.Services.AddSingleton<TableWork>();
        integrations.Services.AddScoped<TableTargets>();
        integrations.Services.AddScoped<TableDesk>();
        integrations.Contribute(new NavEntry("nav.organisation", "tables.title", "/imports", "file-import", "customers.manage", 890));
        integrations.Contribute(new FileOwner(TableDesk.FileKind, (db, import, ct) => db.Visible<TableImport>().AnyAsync(TableImport.WithKey(import), ct)));
    }
}
