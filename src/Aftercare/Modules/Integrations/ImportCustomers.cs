using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Customers.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Integrations;

/// <summary>Make the customers that a log names and that are not here yet, before the cases that need them.</summary>
internal static class ImportCustomers
{
    [Needs("platform.manage")]
    internal sealed record Command(ImportRunId RunId, [property: MaxLength(200)] IReadOnlyList<string> Names) : ICommand<Response>;

    internal sealed record Response(int Created);

    internal sealed class Handler(AppDb db, ICustomers customers) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var run = await db.Load<ImportRun>(command.RunId.Value, "import-run", ct);
            var known = await db.All<ImportedCustomer>().Where(row => row.Source == run.Source && command.Names.Contains(row.Name)).Select(row => row.Name).ToListAsync(ct);
            var missing = command.Names.Except(known).ToList();
            foreach (var name in missing)
            {
                var customer = await customers.Register(run.UnitId, name, null, null, null, ct);
                db.Add(new ImportedCustomer { Source = run.Source, Name = name, CustomerId = customer.Id });
            }
            await db.SaveChangesAsync(ct);
            return new(missing.Count);
        }
    }
}
