using System.ComponentModel.DataAnnotations;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Dispatch;

/// <summary>Set the parameters of dispatching from a day on; setting the same day again corrects it (B01, B20).</summary>
internal static class SetDispatchPolicy
{
    /// <param name="AnswerMinutes">Minutes of opening hours in which a service point accepts or refuses.</param>
    /// <param name="RemindMinutes">Minutes before the end at which it is reminded; 0 for never.</param>
    /// <param name="Reasons">Why a point may refuse; left as they are when left out.</param>
    /// <param name="PoolPerDay">Orders a technician may take from the pool for one day; 0 closes the pool.</param>
    /// <param name="PoolKm">How far such an order may be, as the crow flies.</param>
    [Needs("field.manage")]
    internal sealed record Command(
        LocalDate From, [property: Range(5, 2880)] int AnswerMinutes, [property: Range(0, 1440)] int RemindMinutes, IReadOnlyList<ListedReason>? Reasons = null,
        [property: Range(0, 20)] int PoolPerDay = 0, [property: Range(1, 500)] int PoolKm = 20) : ICommand<Done>;

    internal static void Map(IEndpointRouteBuilder api) => api.MapPut("/dispatch-policy", Put);

    /// <summary>Set how service points answer and what technicians may take themselves, from a day on</summary>
    internal static async Task<Ok<Done>> Put(Command command, Door door, CancellationToken ct) => TypedResults.Ok(await door.Run(command, ct));

    internal sealed class Handler(AppDb db) : IHandle<Command, Done>
    {
        public async Task<Done> Handle(Caller caller, Command command, CancellationToken ct)
        {
            if (command.RemindMinutes >= command.AnswerMinutes) throw Refusal.Invalid("dispatch-policy.reminder-too-early", "RemindMinutes", command.AnswerMinutes);
            if (command.Reasons is { } given && (given.Count == 0 || given.DistinctBy(reason => reason.Code).Count() < given.Count)) throw Refusal.Invalid("dispatch-policy.reasons", "Reasons");
            var before = await DispatchPolicy.On(db, command.From, ct);

            var policy = await db.All<DispatchPolicy>().SingleOrDefaultAsync(row => row.ValidFrom == command.From, ct)
                ?? db.Add(new DispatchPolicy { Id = db.NewId<DispatchPolicyId>(), ValidFrom = command.From, ReasonsJson = before.ReasonsJson }).Entity;
            (policy.AnswerMinutes, policy.RemindMinutes, policy.PoolPerDay, policy.PoolKm) = (command.AnswerMinutes, command.RemindMinutes, command.PoolPerDay, command.PoolKm);
            if (command.Reasons is { } reasons) policy.Reasons = reasons;
            await db.SaveChangesAsync(ct);
            return Done.Instance;
        }
    }
}
