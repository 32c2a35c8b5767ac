using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Desk.Face;
using Aftercare.Modules.Field.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Modules.Satisfaction.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aftercare.Modules.Satisfaction;

/// <summary>
/// The customer answered on the phone (R901, B11). The overall stars are a rating by phone, kept apart from those by link; a
/// customer who says that it is not solved gets the request opened again, and a low rating somebody to put it right (R909).
/// Measures `satisfaction.callback.reached`, `satisfaction.answer.phone` (sum of stars).
/// </summary>
internal static class AnswerCallback
{
    /// <param name="Questionnaire">The version the caller read from; the one of today when left out.</param>
    [Needs("satisfaction.do")]
    internal sealed record Command([property: Required, MaxLength(50)] IReadOnlyList<Given> Answers, int? Questionnaire = null, int? Version = null) : ICommand<Response>
    {
        /// <summary>Which call-back; over HTTP the address says it.</summary>
        public CallbackId Id { get; init; }
    }

    /// <param name="Code">The question's.</param>
    /// <param name="Number">0 for no, 1 for yes; 1 to 5 for stars.</param>
    internal sealed record Given([property: Required, StringLength(40)] string Code, int? Number = null, [property: StringLength(1000)] string? Text = null);

    /// <param name="Reopened">The request was opened again.</param>
    internal sealed record Response(bool Satisfied, bool Reopened, int Version);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/callbacks/{id:long}/answers", Post);

    /// <summary>Write down what a customer answered on the phone</summary>
    internal static async Task<Ok<Response>> Post(long id, Command command, Door door, CancellationToken ct) => TypedResults.Ok(await door.Run(command with { Id = new(id) }, ct));

    internal sealed class Handler(AppDb db, IField field, IDesk desk, IOrganisation organisation, Callbacks callbacks, FollowUps followUps, Ratings ratings) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var callback = await db.Load<Callback>(command.Id.Value, "callback", ct);
            callback.Expect(command.Version);
            if (callback.WhyNotCall(caller) is { } refusal) throw refusal;
            if (callback.Purpose is CallbackPurpose.Check) throw new Refusal("callback.is-check");
            var today = db.Now.InZone((await organisation.Unit(callback.UnitId, ct)).Zone).Date;
            var form = command.Questionnaire is { } seen ? await Questionnaire.Find(db, seen, ct) ?? throw Refusal.NotFound("questionnaire", seen) : await Questionnaire.On(db, today, ct);
            var sheet = AnswerSheet.Read(form, command.Answers);
            var policy = await CallbackPolicy.Of(db, callback.PolicyNumber, ct);
            var satisfied = sheet.Overall >= (await SatisfactionPolicy.On(db, today, ct)).SatisfiedFrom;

            callback.Answer(CallAttempt.Of(db, callback.Id, CallResult.Reached), form.Number, sheet.Rows(callback.Id), sheet.Overall, satisfied, sheet.Solved, sheet.Remark);

            callbacks.Count(callback, "reached", 1);
            await Rate(callback, sheet, satisfied, ct);
            var reopened = sheet.Solved is false && await NotSolved(callback, policy, sheet, ct);
            if (satisfied && sheet.Solved is not false) await desk.ConfirmedByCustomer(callback.TicketId, "phone", db.Now, ct);
            await db.SaveChangesAsync(ct);
            return new(satisfied, reopened, callback.Version);
        }

        // A request without a visit has no order that could be rated: its answers stand in the call-back alone.
        private async Task Rate(Callback callback, AnswerSheet sheet, bool satisfied, CancellationToken ct)
        {
            if (callback.OrderId is { } order)
            {
                var (rating, _) = await ratings.Say(await field.WorkOrder(order, ct), RatingChannel.Phone, sheet.Overall, sheet.Remark, ct);
                db.Announce(new RatingGiven(order, rating.Id, rating.Stars, rating.Satisfied, db.Now));
                return;
            }
            db.Count(new("satisfaction.answer.phone", await callbacks.Today(callback.UnitId, ct), callback.TechnicianId, callback.UnitId, callback.Kind, 1, sheet.Overall, callback.Source));
            if (!satisfied) await followUps.Open(FollowUpKind.LowRating, Served.Of(callback), sheet.Remark, callback.Id, ct);
        }

        private async Task<bool> NotSolved(Callback callback, CallbackPolicy policy, AnswerSheet sheet, CancellationToken ct)
        {
            if (policy.ReopenUnsolved && await desk.NotSolved(callback.TicketId, sheet.Remark ?? callback.Number, ct)) return true;
            await followUps.Open(FollowUpKind.NotSolved, Served.Of(callback), sheet.Remark, callback.Id, ct);
            return false;
        }
    }
}
