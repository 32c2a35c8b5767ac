using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Messages;

/// <summary>Take a group's robot away. What it was told stays in the log; what still waits for it is parked.</summary>
internal static class RemoveRobot
{
    [Needs("platform.manage")]
    internal sealed record Command(RobotId Id) : ICommand<Done>;

    internal static void Map(IEndpointRouteBuilder api) => api.MapDelete("/message-robots/{id:long}", Delete);

    /// <summary>Take a group's robot away</summary>
    internal static async Task<Ok<Done>> Delete(long id, Door door, CancellationToken ct) => TypedResults.Ok(await door.Run(new Command(new(id)), ct));

    internal sealed class Handler(AppDb db) : IHandle<Command, Done>
    {
        public async Task<Done> Handle(Caller caller, Command command, CancellationToken ct)
        {
            db.Remove(await db.All<Robot>().SingleOrDefaultAsync(robot => robot.Id == command.Id, ct) ?? throw Refusal.NotFound("robot", command.Id));
            await db.SaveChangesAsync(ct);
            return Done.Instance;
        }
    }
}
