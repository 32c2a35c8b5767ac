using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Satisfaction;

/// <summary>
/// What the calls of a period brought (B11): how many of the drawn customers were reached, and what they said on the phone,
/// beside what came by link; by unit, technician and question. Call-backs count on the day of their first call, ratings by
/// link on the day they were given. Who was not reached is never counted as satisfied.
/// </summary>
internal static class GetCallbackResults
{
    /// <param name="Unit">This unit and everything below it.</param>
    [Needs("satisfaction.read")]
    internal sealed record Query(LocalDate From, LocalDate To, UnitId? Unit = null, PersonId? Technician = null) : IQuery<Response>;

    internal sealed record Response(Figure Total, IReadOnlyList<Figure> ByUnit, IReadOnlyList<Figure> ByTechnician, IReadOnlyList<AskedFigure> Questions, int Checked, int Contradicted);

    /// <param name="Id">Of the unit or technician; null for the total.</param>
    /// <param name="Sampled">Drawn for a call and not answered by link before.</param>
    /// <param name="Coverage">Reached of sampled, in percent with one decimal.</param>
    internal sealed record Figure(long? Id, string? Name, int Sampled, int Reached, int Refused, int Unreachable, int Open, int AnsweredByLink, decimal? Coverage, Share Phone, Share Link);

    /// <param name="Rate">Satisfied of answers in percent with one decimal; null when nobody answered.</param>
    internal sealed record Share(int Answers, int Satisfied, decimal? Rate, decimal? AverageStars);

    /// <param name="Yes">Of a question with yes and no: how many said yes.</param>
    internal sealed record AskedFigure(string Code, QuestionKind Kind, string Text, int Answers, int Yes, decimal? AverageStars);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/callback-results", Get);

    /// <summary>Coverage and results of the calls of a period, phone and link apart</summary>
    internal static async Task<Ok<Response>> Get(DateOnly from, DateOnly to, Door door, CancellationToken ct, long? unit = null, long? technician = null) =>
        TypedResults.Ok(await door.Ask(new Query(LocalDate.FromDateOnly(from), LocalDate.FromDateOnly(to), unit is { } u ? new UnitId(u) : null, technician is { } p ? new PersonId(p) : null), ct));

    internal sealed class Handler(AppDb db, CallbackList list, IOrganisation organisation) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var calls = await list.Chosen(new(CallbackShow.All, Unit: query.Unit, Technician: query.Technician, From: query.From, To: query.To), ct);
            var asked = calls.Where(row => row.Purpose == CallbackPurpose.Ask);
            var called = await asked.GroupBy(row => new { row.UnitId, row.TechnicianId, row.State })
                .Select(group => new Cell(group.Key.UnitId, group.Key.TechnicianId, group.Key.State, group.Count(), group.Count(row => row.Overall != null), group.Count(row => row.Satisfied == true), group.Sum(row => row.Overall ?? 0))).ToListAsync(ct);
            var ratings = ListRatings.Chosen(db, query.From, query.To, null, query.Technician, null, RatingChannel.Link);
            if (query.Unit is { } unit)
            {
                IEnumerable<UnitId> below = [.. await organisation.Below(unit, ct)];
                ratings = ratings.Where(row => below.Contains(row.UnitId));
            }
            var linked = await ratings.GroupBy(row => new { row.UnitId, row.TechnicianId })
                .Select(group => new Cell(group.Key.UnitId, group.Key.TechnicianId, null, 0, group.Count(), group.Count(row => row.Satisfied), group.Sum(row => row.Stars))).ToListAsync(ct);
            var checks = await calls.Where(row => row.Purpose == CallbackPurpose.Check && row.Contradicted != null).GroupBy(row => row.Contradicted).Select(group => new { group.Key, Count = group.Count() }).ToListAsync(ct);

            List<Cell> all = [.. called, .. linked];
            var units = (await organisation.Units(ct)).ToDictionary(card => card.Id, card => card.Name);
            var names = await organisation.Names(all.Select(cell => cell.Technician), ct);
            return new(
                Of(null, null, all), [.. all.GroupBy(cell => cell.Unit).Select(group => Of(group.Key.Value, units.GetValueOrDefault(group.Key), group)).OrderBy(figure => figure.Name, StringComparer.Ordinal)],
                [.. all.Where(cell => cell.Technician is not null).GroupBy(cell => cell.Technician!.Value).Select(group => Of(group.Key.Value, names.GetValueOrDefault(group.Key), group)).OrderBy(figure => figure.Name, StringComparer.Ordinal)],
                await Questions(asked, query.To, caller.Language, ct), checks.Sum(row => row.Count), checks.Where(row => row.Key == true).Sum(row => row.Count));
        }

        private async Task<IReadOnlyList<AskedFigure>> Questions(IQueryable<Callback> calls, LocalDate last, string language, CancellationToken ct)
        {
            var answers = await (from call in calls
                                 join answer in db.All<CallbackAnswer>() on call.Id equals answer.CallbackId
                                 where answer.Number != null
                                 group answer by answer.Code into code
                                 select new { code.Key, Count = code.Count(), Sum = code.Sum(answer => answer.Number ?? 0) }).ToDictionaryAsync(row => row.Key, ct);
            var form = await Questionnaire.On(db, last, ct);
            return [.. form.Questions.Where(question => question.Kind is not QuestionKind.Text && answers.ContainsKey(question.Code)).OrderBy(question => question.Position).Select(question =>
                new AskedFigure(question.Code, question.Kind, question.In(language), answers[question.Code].Count, question.Kind is QuestionKind.YesNo ? answers[question.Code].Sum : 0,
                    question.Kind is QuestionKind.Stars ? OneDecimal((decimal)answers[question.Code].Sum / answers[question.Code].Count) : null))];
        }

        private static Figure Of(long? id, string? name, IEnumerable<Cell> cells)
        {
            var rows = cells.ToList();
            int In(params CallbackState[] states) => rows.Where(cell => cell.State is { } state && states.Contains(state)).Sum(cell => cell.Rows);
            var (reached, refused, unreachable, open) = (In(CallbackState.Reached), In(CallbackState.Refused), In(CallbackState.Unreachable), In(CallbackState.Waiting, CallbackState.WrongNumber));
            var sampled = reached + refused + unreachable + open;
            return new(id, name, sampled, reached, refused, unreachable, open, In(CallbackState.AnsweredByLink), sampled == 0 ? null : OneDecimal(100m * reached / sampled),
                Shared(rows.Where(cell => cell.State is not null)), Shared(rows.Where(cell => cell.State is null)));
        }

        private static Share Shared(IEnumerable<Cell> cells)
        {
            var (answers, satisfied, stars) = cells.Aggregate((0, 0, 0), (sum, cell) => (sum.Item1 + cell.Answers, sum.Item2 + cell.Satisfied, sum.Item3 + cell.Stars));
            return answers == 0 ? new(0, 0, null, null) : new(answers, satisfied, OneDecimal(100m * satisfied / answers), OneDecimal((decimal)stars / answers));
        }

        private static decimal OneDecimal(decimal value) => Math.Round(value, 1, MidpointRounding.AwayFromZero);

        /// <param name="State">Null for what came by link.</param>
        private sealed record Cell(UnitId Unit, PersonId? Technician, CallbackState? State, int Rows, int Answers, int Satisfied, int Stars);
    }
}
