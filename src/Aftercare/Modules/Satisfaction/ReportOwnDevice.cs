using Aftercare.Modules.Satisfaction.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Satisfaction;

/// <summary>Somebody of the company tried a customer's rating link: it is refused, and the attempt kept for who checks ratings (R410, R915).</summary>
internal static class ReportOwnDevice
{
    [Needs("satisfaction.manage")]
    internal sealed record Command(RatingLinkId Link, string Who) : ICommand<Done>;

    internal sealed class Handler(AppDb db) : IHandle<Command, Done>
    {
        public async Task<Done> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var link = await db.All<RatingLink>().SingleAsync(row => row.Id == command.Link, ct);
            link.ReportOwnDevice(command.Who, db.Now);
            db.Announce(new OwnDeviceReported(link.OrderId, command.Who, db.Now));
            await db.SaveChangesAsync(ct);
            return Done.Instance;
        }
    }
}
