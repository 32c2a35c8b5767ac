using System.ComponentModel.DataAnnotations;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Field;

/// <summary>Set the parameters of field work from a day on; setting the same day again corrects it (R404).</summary>
internal static class SetFieldPolicy
{
    /// <param name="ToleranceMinutes">Minutes after the agreed start that still count as on time.</param>
    /// <param name="ContactHour">The hour by which technicians have called the customers of the day (R403).</param>
    /// <param name="CodeKinds">Kinds of work completed with the customer's service code (B07); as before when left out.</param>
    [Needs("field.manage")]
    internal sealed record Command(LocalDate From, [property: Range(0, 240)] int ToleranceMinutes, [property: Range(0, 23)] int ContactHour = FieldPolicy.StandardContactHour,
        [property: MaxLength(20)] IReadOnlyList<string>? CodeKinds = null) : ICommand<Done>;

    internal static void Map(IEndpointRouteBuilder api) => api.MapPut("/field-policy", Put);

    /// <summary>Set how late a technician may arrive, from a day on</summary>
    internal static async Task<Ok<Done>> Put(Command command, Door door, CancellationToken ct) => TypedResults.Ok(await door.Run(command, ct));

    internal sealed class Handler(AppDb db) : IHandle<Command, Done>
    {
        public async Task<Done> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var policy = await db.All<FieldPolicy>().SingleOrDefaultAsync(row => row.ValidFrom == command.From, ct)
                ?? db.Add(new FieldPolicy { Id = db.NewId<FieldPolicyId>(), ValidFrom = command.From, ToleranceMinutes = command.ToleranceMinutes }).Entity;
            (policy.ToleranceMinutes, policy.ContactHour) = (command.ToleranceMinutes, command.ContactHour);
            policy.CodeKinds = [.. command.CodeKinds ?? await FieldPolicy.CodeKindsOn(db, command.From, ct)];
            await db.SaveChangesAsync(ct);
            return Done.Instance;
        }
    }
}
