using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Satisfaction;

/// <summary>By what rules customers are called: the policy and questionnaire of today, every version of the policy, and who calls for which unit.</summary>
internal static class GetCallbackRules
{
    [Needs("satisfaction.read")]
    internal sealed record Query : IQuery<Response>;

    internal sealed record Response(LocalDate Today, Rules Policy, IReadOnlyList<Rules> Policies, int Questionnaire, LocalDate? QuestionnaireFrom, IReadOnlyList<PublishQuestionnaire.Line> Questions, IReadOnlyList<Named> People);

    /// <param name="From">Null for the standard one.</param>
    internal sealed record Rules(
        int Number, LocalDate? From, IReadOnlyList<string> Kinds, int SampleBasisPoints, int CheckBasisPoints, bool Tickets, int AfterMinutes, int MaxAttempts, int RetryMinutes, CallbackCaller Caller, AfterLastCall AfterLast,
        bool ReopenUnsolved, int FollowUpMinutes, int StrategicMonths, int KeyMonths, int StandardMonths);

    internal sealed record Named(UnitId Unit, string UnitName, PersonId Person, string? PersonName);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/callback-rules", Get);

    /// <summary>By what rules customers are called after a service</summary>
    internal static async Task<Ok<Response>> Get(Door door, CancellationToken ct) => TypedResults.Ok(await door.Ask(new Query(), ct));

    internal sealed class Handler(AppDb db, IOrganisation organisation) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var units = await organisation.Units(ct);
            var today = db.Now.InZone(units is [var top, ..] ? top.Zone : DateTimeZone.Utc).Date;
            var policies = await db.All<CallbackPolicy>().OrderByDescending(row => row.Number).ToListAsync(ct);
            var form = await Questionnaire.On(db, today, ct);
            var people = await db.All<CallbackPerson>().Where(row => row.PersonId != null).ToListAsync(ct);
            var names = await organisation.Names(people.Select(row => row.PersonId), ct);
            return new(
                today, Of(await CallbackPolicy.On(db, today, ct)), [.. policies.Select(Of)], form.Number, form.Number == 0 ? null : form.ValidFrom,
                [.. form.Questions.OrderBy(question => question.Position).Select(question => new PublishQuestionnaire.Line(question.Code, question.Kind, question.Role, question.Chinese, question.English, question.Required))],
                [.. from unit in units join row in people on unit.Id equals row.UnitId where caller.SeesAllUnits || caller.Units.Contains(unit.Id) select new Named(unit.Id, unit.Name, row.PersonId!.Value, names.GetValueOrDefault(row.PersonId.Value))]);
        }

        private static Rules Of(CallbackPolicy policy) => new(
            policy.Number, policy.Number == 0 ? null : policy.ValidFrom, policy.Kinds.Length == 0 ? [] : policy.Kinds.Split(','), policy.SampleBasisPoints, policy.CheckBasisPoints, policy.Tickets, policy.AfterMinutes,
            policy.MaxAttempts, policy.RetryMinutes, policy.Caller, policy.AfterLast, policy.ReopenUnsolved, policy.FollowUpMinutes, policy.StrategicMonths, policy.KeyMonths, policy.StandardMonths);
    }
}
