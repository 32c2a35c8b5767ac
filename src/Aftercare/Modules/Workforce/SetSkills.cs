using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Workforce.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Workforce;

/// <summary>Say anew what a technician can do, and where their day starts.</summary>
internal static class SetSkills
{
    /// <param name="Skills">All of them: what is not named is gone.</param>
    /// <param name="Home">Where the day starts; null keeps what is there.</param>
    /// <param name="Version">The version the editor saw.</param>
    [Needs("organisation.do")]
    internal sealed record Command([property: Required, MaxLength(50)] IReadOnlyList<SkillFields> Skills, HomeFields? Home = null, int? Version = null) : ICommand<Response>
    {
        /// <summary>Who; over HTTP the address says it.</summary>
        public TechnicianId Id { get; init; }
    }

    internal sealed record Response(int Version);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPut("/technicians/{id:long}/skills", Put);

    /// <summary>Replaces a technician's skills.</summary>
    internal static async Task<Ok<Response>> Put(long id, Command command, Door door, CancellationToken ct) =>
        TypedResults.Ok(await door.Run(command with { Id = new(id) }, ct));

    internal sealed class Handler(AppDb db) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var technician = await db.Load<Technician>(command.Id.Value, "technician", ct);
            technician.Expect(command.Version);
            var had = await db.All<TechnicianSkill>().Where(skill => skill.TechnicianId == technician.Id).ToDictionaryAsync(skill => skill.Skill, ct);

            foreach (var wanted in SkillFields.Distinct(command.Skills))
            {
                if (had.Remove(wanted.Skill.Trim(), out var skill)) (skill.Level, skill.Certificate, skill.ValidUntil) = (wanted.Level, wanted.Certificate, wanted.ValidUntil);
                else db.Add(wanted.For(technician.Id));
            }
            db.RemoveRange(had.Values);
            if (command.Home is { } home) technician.Home = home.Point;
            await db.SaveChangesAsync(ct);
            return new(technician.Version);
        }
    }
}
