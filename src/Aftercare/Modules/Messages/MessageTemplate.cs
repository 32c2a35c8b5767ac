using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Aftercare.Modules.Messages;

internal readonly record struct MessageTemplateId(long Value) : IId<MessageTemplateId>
{
    public static MessageTemplateId Of(long value) => new(value);
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A company's own wording of a message; without one the product's wording is sent.</summary>
internal sealed class MessageTemplate : Root
{
    public required MessageTemplateId Id { get; init; }
    public required string Code { get; init; }
    public required string Language { get; init; }
    public string? Subject { get; set; }
    public required string Body { get; set; }

    internal override long Key => Id.Value;

    internal sealed class Table : IEntityTypeConfiguration<MessageTemplate>
    {
        public void Configure(EntityTypeBuilder<MessageTemplate> builder)
        {
            builder.ToTable("message_templates").HasKey(template => template.Id);
            builder.Property(template => template.Code).HasMaxLength(60);
            builder.Property(template => template.Language).HasMaxLength(10);
            builder.Property(template => template.Subject).HasMaxLength(300);
            builder.Property(template => template.Body).HasMaxLength(4000);
            builder.HasIndex(template => new { template.CompanyId, template.Code, template.Language }).IsUnique();
        }
    }
}

/// <summary>A message the product knows how to send.</summary>
/// <param name="Variables">What may stand in braces in its wording.</param>
/// <param name="Secret">The variable that is kept sealed, if any; the wording must have it.</param>
/// <param name="ToGroups">It is for colleagues and may be said in their chat groups.</param>
/// <param name="Urgent">It leaves at any hour, whatever the quiet time.</param>
internal sealed partial record TemplateKind(string Code, IReadOnlySet<string> Variables, string? Secret = null, bool ToGroups = false, bool Urgent = false)
{
    public static FrozenDictionary<string, TemplateKind> All { get; } = new TemplateKind[]
    {
        new("rating-asked", new HashSet<string> { "number", "link" }, "link"),
        new("visit-scheduled", new HashSet<string> { "number", "day", "from", "to", "technician" }),
        new("visit-assigned", new HashSet<string> { "number", "day", "from", "to", "request" }, ToGroups: true),
        new("complaint-major", new HashSet<string> { "number", "customer", "words", "owner" }, ToGroups: true, Urgent: true),
        new("complaint-escalated", new HashSet<string> { "number", "customer", "times", "history" }, ToGroups: true),
        new("complaint-overdue", new HashSet<string> { "number", "customer", "clock", "due", "owner" }, ToGroups: true),
        new("complaint-opinion", new HashSet<string> { "number", "question", "due" }),
        new("ticket-urged", new HashSet<string> { "number", "times", "customer", "request" }, ToGroups: true),
        new("ticket-escalated", new HashSet<string> { "number", "customer", "request", "level", "why", "reason", "away" }, ToGroups: true),
        new("emergency", new HashSet<string> { "number", "customer", "request", "round", "address" }, ToGroups: true, Urgent: true),
        new("handover-offered", new HashSet<string> { "number", "unit", "request", "by" }, ToGroups: true),
        new("handover-due", new HashSet<string> { "number", "by" }, ToGroups: true),
        new("handover-returned", new HashSet<string> { "number", "unit", "reason" }, ToGroups: true),
        new("sign-in-code", new HashSet<string> { "code", "minutes" }, "code", Urgent: true),
        new("completion-code", new HashSet<string> { "number", "code" }, "code", Urgent: true),
        new("robot-test", new HashSet<string> { "name" }, Urgent: true),
    }.ToFrozenDictionary(kind => kind.Code);

    /// <summary>The reason this wording cannot be used, or null.</summary>
    public Refusal? WhyNotWording(string body)
    {
        if (Variable().Matches(body).Select(match => match.Groups[1].Value).FirstOrDefault(name => !Variables.Contains(name)) is { } unknown)
            return Refusal.Invalid("template.unknown-variable", "Body", unknown, string.Join(", ", Variables.Select(name => $"{{{name}}}")));
        return Secret is { } needed && !body.Contains($"{{{needed}}}", StringComparison.Ordinal) ? Refusal.Invalid("template.needs-variable", "Body", $"{{{needed}}}") : null;
    }

    /// <summary>Fills the wording; the secret leaves its mark.</summary>
    public string Fill(string wording, IReadOnlyDictionary<string, string> values) => Variable().Replace(wording, match =>
        match.Groups[1].Value == Secret ? Message.SecretMark : values.GetValueOrDefault(match.Groups[1].Value) ?? match.Value);

    [GeneratedRegex(@"\{([a-z-]+)\}")]
    private static partial Regex Variable();
}
