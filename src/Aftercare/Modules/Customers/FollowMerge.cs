using Aftercare.Modules.Customers.Face;
using Aftercare.Platform;

namespace Aftercare.Modules.Customers;

/// <summary>What any module keeps about a merged customer goes over to the one who stays: assets, requests, work orders, ratings. A part at a time.</summary>
internal static class FollowMerge
{
    private const int RowsAtOnce = 50;

    [Needs("customers.manage")]
    internal sealed record Command(CustomerId Kept, CustomerId Former) : ICommand<Done>;

    internal static Command On(CustomersMerged fact) => new(fact.Kept, fact.Former);

    internal sealed class Handler(AppDb db) : IHandle<Command, Done>
    {
        public async Task<Done> Handle(Caller caller, Command command, CancellationToken ct)
        {
            // The former row itself keeps saying where it went.
            var moved = await Uses.Move<Customer, CustomerId>(db, command.Former, command.Kept, RowsAtOnce, ct);
            if (moved == RowsAtOnce) db.Announce(new CustomersMerged(command.Kept, command.Former));
            await db.SaveChangesAsync(ct);
            return Done.Instance;
        }
    }
}
