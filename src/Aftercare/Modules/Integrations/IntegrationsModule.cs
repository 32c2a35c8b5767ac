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
        integrations.Slices(typeof(BeginTable), typeof(PlanTable), typeof(ReadLine), typeof(WorkTable), typeof(TakeBackLine));
        integrations.Services.AddSingleton<TableWork>();
        integrations.Services.AddSingleton<ITableImport>(services => services.GetRequiredService<TableWork>());
        integrations.Services.AddScoped<TableTargets>();
        integrations.Services.AddScoped<TableDesk>();
        integrations.Contribute(ListExport.Of<ListTables.Row>("imports", "tables.title", (filter, after) => new ListTables.Query(filter.Text("target"), after, 200),
            ("tables.file", row => row.FileName), ("tables.target", row => new TextKey(row.Title)), ("tables.state", row => new TextKey($"tables.state.{row.State}")), ("tables.lines", row => row.Lines), ("tables.count.new", row => row.New),
            ("tables.count.known", row => row.Known), ("tables.count.refused", row => row.Refused), ("tables.count.taken-back", row => row.TakenBack), ("tables.by", row => row.StartedBy), ("tables.sent", row => row.SentAt)));
        integrations.Contribute(new NavEntry("nav.organisation", "tables.title", "/imports", "file-import", "customers.manage", 890));
        integrations.Contribute(new FileOwner(TableDesk.FileKind, (db, import, ct) => db.Visible<TableImport>().AnyAsync(TableImport.WithKey(import), ct)));
    }
}
