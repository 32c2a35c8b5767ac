using System.Globalization;
using System.Linq.Expressions;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Aftercare.Modules.Messages;

internal readonly record struct MessageId(long Value) : IId<MessageId>
{
    public static MessageId Of(long value) => new(value);
    public static bool operator <(MessageId left, MessageId right) => left.Value < right.Value;
    public static bool operator >(MessageId left, MessageId right) => left.Value > right.Value;
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>The way a message takes.</summary>
internal enum MessageChannel { Sms, Email, InApp, Robot }

/// <summary>Queued: waits. Sent: handed over. Failed: the last attempt failed, another follows. Parked: given up until somebody looks.</summary>
internal enum MessageState { Queued, Sent, Failed, Parked }

/// <summary>
/// One message to one person outside or inside, from its template to the provider's answer. Codes and links that open
/// something are kept sealed: <see cref="Body"/> has <see cref="SecretMark"/> in their place.
/// </summary>
internal sealed class Message : Root, IListable<Message>
{
    /// <summary>Stands for the secret in the stored text.</summary>
    public const string SecretMark = "{secret}";

    public required MessageId Id { get; init; }
    public required MessageChannel Channel { get; init; }

    /// <summary>A phone number, an address, the name of a group's robot, or empty for a message in the product itself.</summary>
    public required string To { get; init; }

    /// <summary>The colleague it is for, if it is one.</summary>
    public PersonId? PersonId { get; init; }

    /// <summary>The unit of the record it is about; null for messages about accounts.</summary>
    public UnitId? UnitId { get; init; }

    /// <summary>The robot that says it to its group, if it is one.</summary>
    public RobotId? RobotId { get; init; }

    public required string Template { get; init; }
    public required string Language { get; init; }
    public string? Subject { get; init; }
    public required string Body { get; init; }

    [Secret]
    public string? SealedSecret { get; init; }

    /// <summary>The page it is about.</summary>
    public string? Href { get; init; }

    public required Instant CreatedAt { get; init; }

    /// <summary>Not sent after this: a code nobody can use any more.</summary>
    public Instant? ExpiresAt { get; init; }

    /// <summary>Written in the quiet time: it leaves when that ends.</summary>
    public Instant? HeldUntil { get; init; }

    public MessageState State { get; private set; }
    public int Attempts { get; private set; }
    public Instant? SentAt { get; private set; }

    /// <summary>What the provider said last, or why it failed.</summary>
    public string? Answer { get; private set; }

    /// <summary>When the colleague opened it.</summary>
    public Instant? ReadAt { get; private set; }

    internal override long Key => Id.Value;

    /// <summary>The same for every attempt: a receiver that has seen it drops the repeat.</summary>
    public string DeliveryId => string.Create(CultureInfo.InvariantCulture, $"aftercare-{Id.Value}");

    public void Deliver(string answer, Instant now) => (State, Attempts, Answer, SentAt) = (MessageState.Sent, Attempts + 1, answer.Cut(500), now);

    public void Fail(string why, bool giveUp) => (State, Attempts, Answer) = (giveUp ? MessageState.Parked : MessageState.Failed, Attempts + 1, why.Cut(500));

    public Refusal? WhyNotRetry() => State is MessageState.Failed or MessageState.Parked ? null : new("message.not-failed");

    public void Retry()
    {
        if (WhyNotRetry() is { } refusal) throw refusal;
        State = MessageState.Queued;
    }

    public void Read(Instant now) => ReadAt ??= now;

    public static Expression<Func<Message, bool>> VisibleTo(Caller caller)
    {
        if (caller.Kind is CallerKind.Link) return message => false;
        if (caller.SeesAllUnits) return message => true;
        if (caller.OwnOnly) return message => message.PersonId == caller.Person && message.PersonId != null;
        IEnumerable<UnitId?> units = [.. caller.Units.Select(unit => (UnitId?)unit)];
        return message => units.Contains(message.UnitId);
    }

    public static Expression<Func<Message, bool>> WithKey(long key) => message => message.Id == new MessageId(key);

    internal sealed class Table : IEntityTypeConfiguration<Message>
    {
        public void Configure(EntityTypeBuilder<Message> builder)
        {
            builder.ToTable("messages").HasKey(message => message.Id);
            builder.Ignore(message => message.DeliveryId);
            builder.References(message => message.PersonId);
            builder.References(message => message.UnitId);
            builder.Property(message => message.To).HasMaxLength(200);
            builder.Property(message => message.Template).HasMaxLength(60);
            builder.Property(message => message.Language).HasMaxLength(10);
            builder.Property(message => message.Subject).HasMaxLength(300);
            builder.Property(message => message.Answer).HasMaxLength(500);
            builder.HasIndex(message => new { message.CompanyId, message.CreatedAt, message.Id });
            builder.HasIndex(message => new { message.CompanyId, message.PersonId, message.CreatedAt });
            builder.HasIndex(message => new { message.CompanyId, message.State, message.CreatedAt });
        }
    }
}
