using System.Globalization;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Aftercare.Modules.Satisfaction;

internal readonly record struct QuestionnaireId(long Value) : IId<QuestionnaireId>
{
    public static QuestionnaireId Of(long value) => new(value);
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>How a question is answered: yes or no, one to five, in words.</summary>
internal enum QuestionKind { YesNo, Stars, Text }

/// <summary>What the product does with an answer: the overall stars are the rating, a no to solved opens the request again, the remark is shown with the rating.</summary>
internal enum QuestionRole { None, Solved, Overall, Remark }

/// <summary>What customers are asked on the phone, from a day on (R901). A version is never changed: answers keep the number of theirs.</summary>
internal sealed class Questionnaire : Root
{
    public required QuestionnaireId Id { get; init; }

    /// <summary>1, 2, 3…; 0 is the standard one.</summary>
    public required int Number { get; init; }

    public required LocalDate ValidFrom { get; init; }
    public List<Question> Questions { get; init; } = [];

    internal override long Key => Id.Value;

    public static async Task<Questionnaire> On(AppDb db, LocalDate day, CancellationToken ct) =>
        await All(db).Where(form => form.ValidFrom <= day).OrderByDescending(form => form.ValidFrom).ThenByDescending(form => form.Number).FirstOrDefaultAsync(ct) ?? Standard;

    /// <summary>The version with this number, or null.</summary>
    public static async Task<Questionnaire?> Find(AppDb db, int number, CancellationToken ct) =>
        number == 0 ? Standard : await All(db).SingleOrDefaultAsync(form => form.Number == number, ct);

    private static IQueryable<Questionnaire> All(AppDb db) => db.All<Questionnaire>().AsNoTracking().Include(form => form.Questions.OrderBy(question => question.Position));

    /// <summary>Arrived as agreed, attitude, solved, charged as quoted, overall, remark.</summary>
    public static Questionnaire Standard { get; } = new()
    {
        Id = default, Number = 0, ValidFrom = LocalDate.MinIsoValue,
        Questions =
        [
            Ask(1, "on-time", QuestionKind.YesNo, QuestionRole.None, "是否按约定时间上门（或回电）？", "Did we come (or call back) as agreed?", required: false),
            Ask(2, "attitude", QuestionKind.Stars, QuestionRole.None, "对服务人员的态度满意吗？", "How was the attitude of our colleague?", required: false),
            Ask(3, "solved", QuestionKind.YesNo, QuestionRole.Solved, "问题解决了吗？", "Is the problem solved?", required: true),
            Ask(4, "price", QuestionKind.YesNo, QuestionRole.None, "收费与报价一致吗？（未收费可不填）", "Were you charged as quoted? (leave out when it was free)", required: false),
            Ask(5, "overall", QuestionKind.Stars, QuestionRole.Overall, "总体满意度", "All in all", required: true),
            Ask(6, "remark", QuestionKind.Text, QuestionRole.Remark, "客户原话或建议", "In the customer's own words", required: false),
        ],
    };

    private static Question Ask(int position, string code, QuestionKind kind, QuestionRole role, string chinese, string english, bool required) =>
        new() { QuestionnaireId = default, Code = code, Position = position, Kind = kind, Role = role, Chinese = chinese, English = english, Required = required };

    internal sealed class Table : IEntityTypeConfiguration<Questionnaire>
    {
        public void Configure(EntityTypeBuilder<Questionnaire> builder)
        {
            builder.ToTable("questionnaires").HasKey(form => form.Id);
            builder.HasMany(form => form.Questions).WithOne().HasForeignKey(question => question.QuestionnaireId);
            builder.HasIndex(form => new { form.CompanyId, form.Number }).IsUnique();
        }
    }
}

/// <summary>One question of a version of the questionnaire.</summary>
internal sealed class Question : Record, IPart
{
    public required QuestionnaireId QuestionnaireId { get; init; }

    /// <summary>Stays the same from version to version, so that answers can be compared.</summary>
    public required string Code { get; init; }

    public required int Position { get; init; }
    public required QuestionKind Kind { get; init; }
    public required QuestionRole Role { get; init; }
    public required string Chinese { get; init; }
    public required string English { get; init; }
    public required bool Required { get; init; }

    long IPart.RootKey => QuestionnaireId.Value;

    public string In(string language) => language == Texts.English ? English : Chinese;

    internal sealed class Table : IEntityTypeConfiguration<Question>
    {
        public void Configure(EntityTypeBuilder<Question> builder)
        {
            builder.ToTable("questions").HasKey(question => new { question.QuestionnaireId, question.Code });
            builder.Property(question => question.Code).HasMaxLength(40);
            builder.Property(question => question.Chinese).HasMaxLength(300);
            builder.Property(question => question.English).HasMaxLength(300);
        }
    }
}
