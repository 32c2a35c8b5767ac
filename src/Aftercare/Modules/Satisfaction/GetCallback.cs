using Aftercare.Modules.Customers.Face;
using Aftercare.Modules.Field.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Modules.Satisfaction.Face;
using Aftercare.Platform;
using Aftercare.UiKit;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Satisfaction;

/// <summary>All that somebody needs who calls a customer: whom, what was done, what was said so far, and what to ask.</summary>
internal static class GetCallback
{
    [Needs("satisfaction.read")]
    internal sealed record Query(CallbackId Id) : IQuery<Response>;

    /// <param name="Rating">What came by link: the rating a check is about.</param>
    /// <param name="Questionnaire">The version to ask by; of a finished call-back the one it was asked by.</param>
    /// <param name="Next">The call-back to make after this one, or null.</param>
    internal sealed record Response(
        CallbackLine Line, string? Address, IReadOnlyList<Call> Calls, IReadOnlyList<Asked> Questions, int Questionnaire, Told? Rating, bool? Contradicted, int PolicyNumber, int MaxAttempts, int Failures,
        IReadOnlyList<StoryEntry> Story, CallbackId? Next, int Version);

    internal sealed record Call(Instant At, string Who, CallResult Result, Instant? LaterAt, string? Note);

    /// <param name="Number">0 for no, 1 for yes, 1 to 5 for stars; null when it was not answered.</param>
    internal sealed record Asked(string Code, QuestionKind Kind, QuestionRole Role, string Text, bool Required, int? Number, string? Words);

    internal sealed record Told(int Stars, string? Comment, Instant At);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/callbacks/{id:long}", Get);

    /// <summary>A call-back with what was done, the calls so far and the questions</summary>
    internal static async Task<Ok<Response>> Get(long id, Door door, CancellationToken ct) => TypedResults.Ok(await door.Ask(new Query(new(id)), ct));

    internal sealed class Handler(AppDb db, CallbackList list, IField field, ICustomers customers, IOrganisation organisation, IEnumerable<IStorySource> sources) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var callback = await db.Visible<Callback>().Include(row => row.Attempts).Include(row => row.Answers).AsSplitQuery().SingleOrDefaultAsync(row => row.Id == query.Id, ct)
                ?? throw Refusal.NotFound("callback", query.Id);
            var line = (await list.Lines([callback], ct))[0];
            var today = db.Now.InZone((await organisation.Unit(callback.UnitId, ct)).Zone).Date;
            var form = (callback.Questionnaire is { } asked ? await Questionnaire.Find(db, asked, ct) : null) ?? await Questionnaire.On(db, today, ct);
            var policy = await CallbackPolicy.Of(db, callback.PolicyNumber, ct);
            var told = callback.OrderId is { } order
                ? await db.Visible<Rating>().Where(row => row.OrderId == order && row.Channel == RatingChannel.Link).Select(row => new Told(row.Stars, row.Comment, row.RevisedAt ?? row.GivenAt)).SingleOrDefaultAsync(ct) : null;
            return new(
                line, await Address(callback, ct), [.. callback.Attempts.OrderByDescending(call => call.At).Select(call => new Call(call.At, call.Who, call.Result, call.LaterAt, call.Note))],
                [.. form.Questions.OrderBy(question => question.Position).Select(question => Of(question, callback, caller.Language))], form.Number, told, callback.Contradicted, policy.Number, policy.MaxAttempts, callback.Failures,
                await Story(callback, caller.Language, ct), await Next(callback, ct), callback.Version);
        }

        private static Asked Of(Question question, Callback callback, string language)
        {
            var answer = callback.Answers.Find(answer => answer.Code == question.Code);
            return new(question.Code, question.Kind, question.Role, question.In(language), question.Required, answer?.Number, answer?.Text);
        }

        // The story of what was done, from every module that knows some of it: what was charged, too, where that is known.
        private async Task<IReadOnlyList<StoryEntry>> Story(Callback callback, string language, CancellationToken ct)
        {
            var (kind, record) = callback.OrderId is { } order ? ("work-order", order.Value) : ("ticket", callback.TicketId.Value);
            return [.. (await sources.Tell(db, kind, record, language, ct)).Reverse().Take(30)];
        }

        private async Task<string?> Address(Callback callback, CancellationToken ct) =>
            callback.OrderId is { } order && (await field.WorkOrder(order, ct)).Site is { } site ? (await customers.Site(site, ct))?.OneLine : null;

        private async Task<CallbackId?> Next(Callback callback, CancellationToken ct) =>
            (await (await list.Chosen(new(Mine: true), ct)).Where(row => row.Id != callback.Id && row.State == CallbackState.Waiting && row.DueAt <= db.Now && (row.TechnicianId == null || row.TechnicianId != db.Caller.Person))
                .OrderBy(row => row.DueAt).ThenBy(row => row.Id).Select(row => new { row.Id }).FirstOrDefaultAsync(ct))?.Id;
    }
}
