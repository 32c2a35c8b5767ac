using System.Globalization;
using Aftercare.Modules.Satisfaction.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Aftercare.Modules.Satisfaction;

/// <summary>What came of a call. Only the last one brings answers; none of the others ever counts as satisfied.</summary>
internal enum CallResult { NoAnswer, Busy, CallLater, WrongNumber, Refused, Reached }

internal readonly record struct CallAttemptId(long Value) : IId<CallAttemptId>
{
    public static CallAttemptId Of(long value) => new(value);
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>One call: when, by whom, and what came of it.</summary>
internal sealed class CallAttempt : Record, IPart
{
    public required CallAttemptId Id { get; init; }
    public required CallbackId CallbackId { get; init; }
    public required Instant At { get; init; }
    public required string Who { get; init; }
    public required CallResult Result { get; init; }

    /// <summary>When the customer wants to be called.</summary>
    public Instant? LaterAt { get; init; }

    public string? Note { get; init; }

    long IPart.RootKey => CallbackId.Value;

    public static CallAttempt Of(AppDb db, CallbackId callback, CallResult result, string? note = null, Instant? later = null) => new()
    {
        Id = db.NewId<CallAttemptId>(), CallbackId = callback, At = db.Now, Who = db.Caller.Name, Result = result, LaterAt = later, Note = string.IsNullOrWhiteSpace(note) ? null : note.Trim(),
    };

    internal sealed class Table : IEntityTypeConfiguration<CallAttempt>
    {
        public void Configure(EntityTypeBuilder<CallAttempt> builder)
        {
            builder.ToTable("call_attempts").HasKey(attempt => attempt.Id);
            builder.Property(attempt => attempt.Who).HasMaxLength(200);
            builder.Property(attempt => attempt.Note).HasMaxLength(1000);
        }
    }
}

/// <summary>One answer of a customer on the phone.</summary>
internal sealed class CallbackAnswer : Record, IPart
{
    public required CallbackId CallbackId { get; init; }

    /// <summary>The question's.</summary>
    public required string Code { get; init; }

    /// <summary>0 and 1 for no and yes, 1 to 5 for stars; null for words.</summary>
    public int? Number { get; init; }

    public string? Text { get; init; }

    long IPart.RootKey => CallbackId.Value;

    internal sealed class Table : IEntityTypeConfiguration<CallbackAnswer>
    {
        public void Configure(EntityTypeBuilder<CallbackAnswer> builder)
        {
            builder.ToTable("callback_answers").HasKey(answer => new { answer.CallbackId, answer.Code });
            builder.Property(answer => answer.Code).HasMaxLength(40);
            builder.Property(answer => answer.Text).HasMaxLength(1000);
        }
    }
}
