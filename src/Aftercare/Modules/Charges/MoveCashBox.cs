using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Charges;

/// <summary>Somebody went to another unit: their open cash goes with them, so that the cashier there sees it.</summary>
internal static class MoveCashBox
{
    [Needs("charges.manage")]
    internal sealed record Command(PersonId Person, UnitId Unit) : ICommand<Done>;

    internal static Command On(PersonChanged fact) => new(fact.Person, fact.Unit);

    internal sealed class Handler(AppDb db) : IHandle<Command, Done>
    {
        public async Task<Done> Handle(Caller caller, Command command, CancellationToken ct)
        {
            if (await db.All<CashBox>().SingleOrDefaultAsync(box => box.PersonId == command.Person, ct) is { } box) box.UnitId = command.Unit;
            await db.SaveChangesAsync(ct);
            return Done.Instance;
        }
    }
}
