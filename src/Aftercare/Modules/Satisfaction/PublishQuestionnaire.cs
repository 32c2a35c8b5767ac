using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Satisfaction;

/// <summary>Publish another version of what customers are asked on the phone, from a day on (R901). Answers keep the version they were asked by.</summary>
internal static class PublishQuestionnaire
{
    /// <param name="From">Today or later.</param>
    /// <param name="Questions">In the order they are asked; one of them is the overall rating with stars.</param>
    [Needs("satisfaction.manage")]
    internal sealed record Command(LocalDate From, [property: MinLength(1), MaxLength(30)] IReadOnlyList<Line> Questions) : ICommand<Response>;

    /// <param name="Code">The same from version to version, so that answers can be compared.</param>
    internal sealed record Line(
        [property: Required, RegularExpression("[a-z][a-z0-9-]{0,39}")] string Code, QuestionKind Kind, QuestionRole Role, [property: Required, StringLength(300)] string Chinese,
        [property: Required, StringLength(300)] string English, bool Required = false);

    internal sealed record Response(int Number);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/questionnaires", Post);

    /// <summary>Publish what customers are asked on the phone, from a day on</summary>
    internal static async Task<Ok<Response>> Post(Command command, Door door, CancellationToken ct) => TypedResults.Ok(await door.Run(command, ct));

    internal sealed class Handler(AppDb db, IOrganisation organisation) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var today = db.Now.InZone(await organisation.ZoneOf(null, ct)).Date;
            if (command.From < today) throw Refusal.Invalid("callback-policy.in-the-past", nameof(command.From));
            if (WhyNot(command.Questions) is { } refusal) throw refusal;
            var last = await db.All<Questionnaire>().Select(row => (int?)row.Number).MaxAsync(ct) ?? 0;

            var form = db.Add(new Questionnaire { Id = db.NewId<QuestionnaireId>(), Number = last + 1, ValidFrom = command.From }).Entity;
            form.Questions.AddRange(command.Questions.Select((line, index) => new Question
            {
                QuestionnaireId = form.Id, Code = line.Code, Position = index + 1, Kind = line.Kind, Role = line.Role, Chinese = line.Chinese.Trim(), English = line.English.Trim(),
                Required = line.Required || line.Role is QuestionRole.Overall,
            }));
            await db.SaveChangesAsync(ct);
            return new(form.Number);
        }

        private static Refusal? WhyNot(IReadOnlyList<Line> lines)
        {
            if (lines.GroupBy(line => line.Code).FirstOrDefault(same => same.Count() > 1) is { } twice) return Refusal.Invalid("questionnaire.code-twice", nameof(Command.Questions), twice.Key);
            if (lines.Count(line => line.Role is QuestionRole.Overall) != 1) return Refusal.Invalid("questionnaire.overall-missing", nameof(Command.Questions));
            if (lines.Where(line => line.Role is not QuestionRole.None).GroupBy(line => line.Role).Any(same => same.Count() > 1) || lines.Any(line => !Fits(line))) return Refusal.Invalid("questionnaire.role-unfit", nameof(Command.Questions));
            return null;
        }

        private static bool Fits(Line line) => line.Role switch
        {
            QuestionRole.Overall => line.Kind is QuestionKind.Stars,
            QuestionRole.Solved => line.Kind is QuestionKind.YesNo,
            QuestionRole.Remark => line.Kind is QuestionKind.Text,
            _ => true,
        };
    }
}
