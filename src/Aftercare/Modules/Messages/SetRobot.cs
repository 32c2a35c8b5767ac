using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Messages;

/// <summary>Name the robot of a chat group and what it is told, or change it. Its address and key are written only: they are never shown again.</summary>
internal static class SetRobot
{
    /// <param name="Unit">It is told what happens in this unit and below it.</param>
    /// <param name="Templates">Codes of the messages it is told.</param>
    /// <param name="Url">The whole webhook address; for a robot that exists, nothing keeps the one it has.</param>
    /// <param name="Secret">The signing key of DingTalk and Feishu; nothing keeps the one it has.</param>
    /// <param name="Id">The robot to change; left out, a new one.</param>
    [Needs("platform.manage")]
    internal sealed record Command(
        [property: Required, StringLength(80)] string Name, RobotKind Kind, UnitId Unit, [property: Required, RegularExpression("zh-CN|en")] string Language, IReadOnlyList<string> Templates,
        [property: StringLength(500)] string? Url = null, [property: StringLength(200)] string? Secret = null, RobotId? Id = null, bool Active = true) : ICommand<Response>;

    internal sealed record Response(RobotId Id);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPut("/message-robots", Put);

    /// <summary>Name or change the robot of a chat group</summary>
    internal static async Task<Ok<Response>> Put(Command command, Door door, CancellationToken ct) => TypedResults.Ok(await door.Run(command, ct));

    internal sealed class Handler(AppDb db, IOrganisation organisation, RobotAddresses addresses, MessageSecrets secrets) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            await organisation.Unit(command.Unit, ct);
            if (command.Templates.FirstOrDefault(code => !TemplateKind.All.TryGetValue(code, out var kind) || !kind.ToGroups) is { } unknown) throw Refusal.Invalid("robot.template-unknown", nameof(Command.Templates), unknown);
            if (command.Url is { Length: > 0 } url && addresses.WhyNot(url) is { } refusal) throw refusal;
            if (await db.All<Robot>().AnyAsync(other => other.Name == command.Name && other.Id != command.Id, ct)) throw Refusal.Invalid("robot.name-taken", nameof(Command.Name), command.Name);

            var robot = command.Id is { } id ? await db.All<Robot>().SingleOrDefaultAsync(known => known.Id == id, ct) ?? throw Refusal.NotFound("robot", id) : null;
            robot ??= db.Add(new Robot
            {
                Id = db.NewId<RobotId>(), Name = command.Name, Kind = command.Kind, UnitId = command.Unit, Language = command.Language,
                SealedUrl = command.Url is { Length: > 0 } given ? secrets.Seal(given) : throw Refusal.Invalid("robot.address-missing", nameof(Command.Url)),
            }).Entity;
            (robot.Name, robot.Kind, robot.UnitId, robot.Language, robot.Templates, robot.Active) = (command.Name, command.Kind, command.Unit, command.Language, [.. command.Templates.Distinct()], command.Active);
            if (command.Url is { Length: > 0 } fresh) robot.SealedUrl = secrets.Seal(fresh);
            if (command.Secret is { Length: > 0 } secret) robot.SealedSecret = secrets.Seal(secret);
            await db.SaveChangesAsync(ct);
            return new(robot.Id);
        }
    }
}
