using System.Linq.Expressions;
using System.Text;
using Aftercare.Modules.Customers.Face;
using Aftercare.Modules.Desk.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Aftercare.Modules.Desk;

/// <summary>
/// One row of the priority table (R306): the first row, in order, all of whose conditions hold decides. A condition
/// that is empty always holds. Rows with words read what the customer said; safety rows stand first.
/// </summary>
internal sealed class PriorityRule : Root, IListable<PriorityRule>, IDecided
{
    public required PriorityRuleId Id { get; init; }
    public required int Order { get; set; }
    public required string Code { get; init; }

    /// <summary>Any of these in the fault description, in either language.</summary>
    public List<string> Words { get; set; } = [];

    /// <summary>What the agent judged: `safety`, `stopped`, `impaired`, `cosmetic`, `question`.</summary>
    public string? Nature { get; set; }

    public string? Type { get; set; }
    public CustomerClass? Class { get; set; }
    public required Priority Priority { get; set; }

    /// <summary>The reason people read.</summary>
    public required string Chinese { get; set; }

    public required string English { get; set; }

    /// <summary>What the customer is told at once (R304); null for the type's advice.</summary>
    public string? AdviceChinese { get; set; }

    public string? AdviceEnglish { get; set; }
    public bool Active { get; set; } = true;

    // Of a row that decides, which nobody edits: those who edit read one of their own.
    private string[]? _plainWords;

    internal override long Key => Id.Value;

    public string NameIn(string language) => language == Texts.English ? English : Chinese;

    public string? AdviceIn(string language) => language == Texts.English ? AdviceEnglish : AdviceChinese;

    /// <summary>Whether every condition of the row holds.</summary>
    private bool Fits(string plainFault, string? nature, string type, CustomerClass of) =>
        Active
        && (Nature is null || Nature == nature)
        && (Type is null || Type == type)
        && (Class is null || Class == of)
        && (Words.Count == 0 || Array.Exists(_plainWords ??= [.. Words.Select(Plain)], word => Says(plainFault, word)));

    /// <summary>The row that decides, or null: then it is <see cref="Priority.P3"/>.</summary>
    public static PriorityRule? Decide(IEnumerable<PriorityRule> table, string fault, string? nature, string type, CustomerClass of)
    {
        var plain = Plain(fault);
        return table.OrderBy(rule => rule.Order).FirstOrDefault(rule => rule.Fits(plain, nature, type, of));
    }

    // Chinese runs on without blanks; a Latin word must stand alone, or "fire" would be found in "fireplace".
    private static bool Says(string fault, string word)
    {
        for (var at = fault.IndexOf(word, StringComparison.Ordinal); at >= 0; at = fault.IndexOf(word, at + 1, StringComparison.Ordinal))
            if (!(At(at - 1) && char.IsAsciiLetter(word[0])) && !(At(at + word.Length) && char.IsAsciiLetter(word[^1]))) return true;
        return false;

        bool At(int place) => place >= 0 && place < fault.Length && char.IsAsciiLetter(fault[place]);
    }

    private static string Plain(string text) => text.Normalize(NormalizationForm.FormKC).ToLowerInvariant();

    public static Expression<Func<PriorityRule, bool>> VisibleTo(Caller caller) => rule => true;

    public static Expression<Func<PriorityRule, bool>> WithKey(long key) => rule => rule.Id == new PriorityRuleId(key);

    internal sealed class Table : IEntityTypeConfiguration<PriorityRule>
    {
        public void Configure(EntityTypeBuilder<PriorityRule> builder)
        {
            builder.ToTable("priority_rules").HasKey(rule => rule.Id);
            builder.Property(rule => rule.Code).HasMaxLength(50);
            builder.Property(rule => rule.Nature).HasMaxLength(50);
            builder.Property(rule => rule.Type).HasMaxLength(50);
            builder.Property(rule => rule.Chinese).HasMaxLength(200);
            builder.Property(rule => rule.English).HasMaxLength(200);
            builder.Property(rule => rule.AdviceChinese).HasMaxLength(1000);
            builder.Property(rule => rule.AdviceEnglish).HasMaxLength(1000);
            builder.HasIndex(rule => new { rule.CompanyId, rule.Code }).IsUnique();
        }
    }
}
