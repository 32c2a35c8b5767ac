using Aftercare.Modules.Satisfaction.Face;
using Aftercare.Platform;

namespace Aftercare.Modules.Satisfaction;

/// <summary>The answers of one customer, fit for the questionnaire they were asked by.</summary>
/// <param name="Overall">1 to 5.</param>
/// <param name="Solved">Null when it was not asked or not answered.</param>
internal sealed record AnswerSheet(IReadOnlyList<AnswerCallback.Given> Answers, int Overall, bool? Solved, string? Remark)
{
    /// <exception cref="Refusal">`request.invalid` with every wrong answer: `answer.unknown`, `field.required`, `answer.out-of-range`.</exception>
    public static AnswerSheet Read(Questionnaire form, IReadOnlyList<AnswerCallback.Given> given)
    {
        var wrong = new List<FieldProblem>();
        for (var i = 0; i < given.Count; i++)
        {
            if (form.Questions.Find(question => question.Code == given[i].Code) is not { } question || given.Take(i).Any(earlier => earlier.Code == question.Code)) wrong.Add(new($"Answers[{i}].Code", "answer.unknown", given[i].Code));
            else if (given[i].Number is { } number && (question.Kind is QuestionKind.Text || number < (question.Kind is QuestionKind.Stars ? 1 : 0) || number > (question.Kind is QuestionKind.Stars ? 5 : 1)))
                wrong.Add(new($"Answers[{i}].Number", "answer.out-of-range", number));
        }
        foreach (var question in form.Questions.Where(question => question.Required && !given.Any(answer => answer.Code == question.Code && IsAnswered(answer, question))))
        {
            var at = given.ToList().FindIndex(answer => answer.Code == question.Code);
            wrong.Add(new($"Answers[{(at < 0 ? question.Position - 1 : at)}].{(question.Kind is QuestionKind.Text ? "Text" : "Number")}", "field.required"));
        }
        if (wrong.Count > 0) throw new Refusal("request.invalid", RefusalKind.Invalid) { Fields = wrong };

        AnswerCallback.Given? Of(QuestionRole role) => form.Questions.Find(question => question.Role == role) is { } question ? given.FirstOrDefault(answer => answer.Code == question.Code) : null;
        var kept = given.Where(answer => answer.Number is not null || !string.IsNullOrWhiteSpace(answer.Text)).ToList();
        var remark = Of(QuestionRole.Remark)?.Text;
        return new(kept, Of(QuestionRole.Overall)!.Number!.Value, Of(QuestionRole.Solved)?.Number is { } solved ? solved == 1 : null, string.IsNullOrWhiteSpace(remark) ? null : remark.Trim());
    }

    public IEnumerable<CallbackAnswer> Rows(CallbackId callback) =>
        Answers.Select(answer => new CallbackAnswer { CallbackId = callback, Code = answer.Code, Number = answer.Number, Text = string.IsNullOrWhiteSpace(answer.Text) ? null : answer.Text.Trim() });

    private static bool IsAnswered(AnswerCallback.Given answer, Question question) => question.Kind is QuestionKind.Text ? !string.IsNullOrWhiteSpace(answer.Text) : answer.Number is not null;
}
