using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Satisfaction;

/// <summary>
/// Publish whom we call, when and how often, from a day on. Every publication is a version of its own: what was drawn stays
/// drawn by the version of its day.
/// </summary>
internal static class SetCallbackPolicy
{
    /// <param name="From">Today or later.</param>
    /// <param name="Kinds">Kinds of work orders; empty for all.</param>
    /// <param name="SampleBasisPoints">How many of them are called, in hundredths of a percent.</param>
    /// <param name="CheckBasisPoints">How many ratings by link are checked by a call (R915).</param>
    /// <param name="Tickets">Also requests that were solved by phone or online.</param>
    /// <param name="AfterMinutes">Working minutes from the completion to the call.</param>
    /// <param name="RetryMinutes">Working minutes from one attempt to the next.</param>
    /// <param name="FollowUpMinutes">Working minutes in which a follow-up has to be done (R909).</param>
    /// <param name="StrategicMonths">Every so many months a strategic customer is called or visited (R905); 0 for never.</param>
    [Needs("satisfaction.manage")]
    internal sealed record Command(
        LocalDate From, [property: MaxLength(20)] IReadOnlyList<string>? Kinds = null, [property: Range(0, 10000)] int SampleBasisPoints = 10_000, [property: Range(0, 10000)] int CheckBasisPoints = 500, bool Tickets = true,
        [property: Range(0, 100_000)] int AfterMinutes = 120, [property: Range(1, 10)] int MaxAttempts = 3, [property: Range(1, 100_000)] int RetryMinutes = 240, CallbackCaller Caller = CallbackCaller.UnitPerson,
        AfterLastCall AfterLast = AfterLastCall.Close, bool ReopenUnsolved = true, [property: Range(1, 100_000)] int FollowUpMinutes = 480, [property: Range(0, 60)] int StrategicMonths = 3,
        [property: Range(0, 60)] int KeyMonths = 6, [property: Range(0, 60)] int StandardMonths = 0) : ICommand<Response>;

    internal sealed record Response(int Number);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/callback-policies", Post);

    /// <summary>Publish whom we call after a service, from a day on</summary>
    internal static async Task<Ok<Response>> Post(Command command, Door door, CancellationToken ct) => TypedResults.Ok(await door.Run(command, ct));

    internal sealed class Handler(AppDb db, IOrganisation organisation) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var today = db.Now.InZone(await organisation.ZoneOf(null, ct)).Date;
            if (command.From < today) throw Refusal.Invalid("callback-policy.in-the-past", nameof(command.From));
            var kinds = (command.Kinds ?? []).Select(kind => kind.Trim()).Where(kind => kind.Length > 0).Distinct().Order(StringComparer.Ordinal).ToList();
            if (kinds.Any(kind => kind.Length > 40 || kind.Contains(',', StringComparison.Ordinal)) || string.Join(',', kinds).Length > 400) throw Refusal.Invalid("field.invalid", nameof(command.Kinds));
            var last = await db.All<CallbackPolicy>().Select(row => (int?)row.Number).MaxAsync(ct) ?? 0;

            var policy = db.Add(new CallbackPolicy
            {
                Id = db.NewId<CallbackPolicyId>(), Number = last + 1, ValidFrom = command.From, Kinds = string.Join(',', kinds), Tickets = command.Tickets, SampleBasisPoints = command.SampleBasisPoints,
                CheckBasisPoints = command.CheckBasisPoints, AfterMinutes = command.AfterMinutes, MaxAttempts = command.MaxAttempts, RetryMinutes = command.RetryMinutes, Caller = command.Caller, AfterLast = command.AfterLast,
                ReopenUnsolved = command.ReopenUnsolved, FollowUpMinutes = command.FollowUpMinutes, StrategicMonths = command.StrategicMonths, KeyMonths = command.KeyMonths, StandardMonths = command.StandardMonths,
            }).Entity;
            await db.SaveChangesAsync(ct);
            return new(policy.Number);
        }
    }
}
