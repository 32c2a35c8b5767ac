using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Messages;

/// <summary>Send a group a test message, at once and whatever the hour; the log shows the messenger's answer.</summary>
internal static class TestRobot
{
    [Needs("platform.manage")]
    internal sealed record Command(RobotId Id) : ICommand<Response>;

    internal sealed record Response(MessageId Message);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/message-robots/{id:long}/test", Post);

    /// <summary>Send a group a test message</summary>
    internal static async Task<Ok<Response>> Post(long id, Door door, CancellationToken ct) => TypedResults.Ok(await door.Run(new Command(new(id)), ct));

    internal sealed class Handler(AppDb db, Outbound outbound) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var robot = await db.All<Robot>().SingleOrDefaultAsync(known => known.Id == command.Id, ct) ?? throw Refusal.NotFound("robot", command.Id);
            var message = await outbound.ToGroup(robot, "robot-test", new Dictionary<string, string> { ["name"] = robot.Name }, robot.UnitId, null, ct);
            await db.SaveChangesAsync(ct);
            return new(message);
        }
    }
}
