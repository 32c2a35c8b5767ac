using System.ComponentModel.DataAnnotations;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Satisfaction;

/// <summary>Set what counts as satisfied and how ratings are asked for, from a day on; setting the same day again corrects it.</summary>
internal static class SetSatisfactionPolicy
{
    /// <param name="SatisfiedFrom">So many stars or more count as satisfied.</param>
    /// <param name="TargetBasisPoints">The wanted rate in hundredths of a percent: 9900 is 99 %.</param>
    /// <param name="LinkDays">How long a rating link is good for.</param>
    /// <param name="RevisableHours">How long a rating may be changed.</param>
    [Needs("satisfaction.manage")]
    internal sealed record Command(
        LocalDate From, [property: Range(1, 5)] int SatisfiedFrom = 4, [property: Range(0, 10000)] int TargetBasisPoints = 9900,
        [property: Range(1, 365)] int LinkDays = 30, [property: Range(0, 720)] int RevisableHours = 24) : ICommand<Done>;

    internal static void Map(IEndpointRouteBuilder api) => api.MapPut("/satisfaction-policy", Put);

    /// <summary>Set what counts as satisfied, from a day on</summary>
    internal static async Task<Ok<Done>> Put(Command command, Door door, CancellationToken ct) => TypedResults.Ok(await door.Run(command, ct));

    internal sealed class Handler(AppDb db) : IHandle<Command, Done>
    {
        public async Task<Done> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var policy = await db.All<SatisfactionPolicy>().SingleOrDefaultAsync(row => row.ValidFrom == command.From, ct)
                ?? db.Add(new SatisfactionPolicy { Id = db.NewId<SatisfactionPolicyId>(), ValidFrom = command.From }).Entity;
            (policy.SatisfiedFrom, policy.TargetBasisPoints, policy.LinkDays, policy.RevisableHours) = (command.SatisfiedFrom, command.TargetBasisPoints, command.LinkDays, command.RevisableHours);
            await db.SaveChangesAsync(ct);
            return Done.Instance;
        }
    }
}
