using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Messages;

/// <summary>The group robots of the company, without their addresses.</summary>
internal static class ListRobots
{
    [Needs("platform.manage")]
    internal sealed record Query : IQuery<IReadOnlyList<Row>>;

    /// <param name="Signs">It has a signing key.</param>
    internal sealed record Row(RobotId Id, string Name, RobotKind Kind, UnitId Unit, string UnitName, string Language, IReadOnlyList<string> Templates, bool Signs, bool Active);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/message-robots", Get);

    /// <summary>The group robots of the company</summary>
    internal static async Task<Ok<IReadOnlyList<Row>>> Get(Door door, CancellationToken ct) => TypedResults.Ok(await door.Ask(new Query(), ct));

    internal sealed class Handler(AppDb db, IOrganisation organisation) : IHandle<Query, IReadOnlyList<Row>>
    {
        public async Task<IReadOnlyList<Row>> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var units = (await organisation.Units(ct)).ToDictionary(unit => unit.Id, unit => unit.Name);
            var robots = await db.All<Robot>().AsNoTracking().OrderBy(robot => robot.Name).ToListAsync(ct);
            return robots.ConvertAll(robot => new Row(robot.Id, robot.Name, robot.Kind, robot.UnitId, units.GetValueOrDefault(robot.UnitId) ?? "", robot.Language, robot.Templates, robot.SealedSecret is not null, robot.Active));
        }
    }
}
