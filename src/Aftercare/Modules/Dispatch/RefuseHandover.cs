using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Dispatch.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aftercare.Modules.Dispatch;

/// <summary>The unit that was handed a work order gives it back, with a reason of the company's list (B01).</summary>
internal static class RefuseHandover
{
    /// <param name="Code">Of the list in the dispatch policy.</param>
    [Needs("field.manage")]
    internal sealed record Command([property: Required, StringLength(50)] string Code, [property: StringLength(500)] string? Note = null, int? Version = null) : ICommand<Done>, IReasoned
    {
        /// <summary>Which; over HTTP the address says it.</summary>
        public HandoverId Id { get; init; }

        string? IReasoned.Reason => Note ?? Code;
    }

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/handovers/{id:long}/refuse", Post);

    /// <summary>Refuse a work order that was handed to the unit</summary>
    internal static async Task<Ok<Done>> Post(long id, Command command, Door door, CancellationToken ct) =>
        TypedResults.Ok(await door.Run(command with { Id = new(id) }, ct));

    internal sealed class Handler(AppDb db, IOrganisation organisation, HandoverBooks books) : IHandle<Command, Done>
    {
        public async Task<Done> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var handover = await db.Load<Handover>(command.Id.Value, "handover", ct);
            handover.Expect(command.Version);
            if (handover.WhyNotAnswer(caller) is { } refusal) throw refusal;
            var policy = await DispatchPolicy.On(db, handover.HandedAt.InZone((await organisation.Unit(handover.ToUnitId, ct)).Zone).Date, ct);
            var reason = policy.Reasons.FirstOrDefault(one => one.Code == command.Code) ?? throw Refusal.Invalid("handover.reason-unknown", "Code", command.Code);

            var words = reason.In(caller.Language);
            await books.End(handover, HandoverState.Refused, ct, reason, string.IsNullOrWhiteSpace(command.Note) ? words : $"{words}: {command.Note.Trim()}");
            await db.SaveChangesAsync(ct);
            return Done.Instance;
        }
    }
}
