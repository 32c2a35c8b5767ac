using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Aftercare.Modules.Field.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Aftercare.Modules.Field;

internal readonly record struct CompletionCodeId(long Value) : IId<CompletionCodeId>
{
    public static CompletionCodeId Of(long value) => new(value);
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>
/// The service code (服务码) the customer gives when the work is done (B07): six digits sent to the registered number, five tries for each
/// that was sent, a new one a minute at the earliest and five in all. Until it is entered, or a reason was approved by
/// somebody else than who gave it, the order is held.
/// </summary>
internal sealed class CompletionCode : Root
{
    /// <summary>Stands against completion.</summary>
    public const string Missing = "field.hold.completion-code";

    public const int Tries = 5;
    public const int MostSent = 5;
    public static readonly Duration Pause = Duration.FromMinutes(1);

    public required CompletionCodeId Id { get; init; }
    public required WorkOrderId OrderId { get; init; }
    public required UnitId UnitId { get; init; }

    /// <summary>Keyed digest of the code; empty until one was sent, and once it was used.</summary>
    [Secret] public string Digest { get; private set; } = "";

    /// <summary>The number it went to, the middle hidden.</summary>
    public string? SentTo { get; private set; }

    public Instant? SentAt { get; private set; }
    public int Sent { get; private set; }
    public int TriesLeft { get; private set; }
    public Instant? EnteredAt { get; private set; }

    /// <summary>Why the customer gives none, as the technician says.</summary>
    public string? Excuse { get; private set; }

    public PersonId? ExcusedBy { get; private set; }
    public Instant? ExcusedAt { get; private set; }

    public bool? Approved { get; private set; }
    public PersonId? DecidedBy { get; private set; }
    public Instant? DecidedAt { get; private set; }
    public string? Decision { get; private set; }

    internal override long Key => Id.Value;

    public bool IsSettled => EnteredAt is not null || Approved is true;

    public bool Waits => Excuse is not null && Approved is null && EnteredAt is null;

    public Refusal? WhyNotSend(Instant now) => IsSettled ? new("completion-code.settled")
        : Sent >= MostSent ? new("completion-code.too-often", RefusalKind.TooMany) { Arguments = [MostSent] }
        : now < SentAt + Pause ? new("completion-code.too-soon", RefusalKind.TooMany) : null;

    public void Send(string digest, string masked, Instant now)
    {
        if (WhyNotSend(now) is { } refusal) throw refusal;
        (Digest, SentTo, SentAt, Sent, TriesLeft) = (digest, masked, now, Sent + 1, Tries);
    }

    /// <summary>One try; the right one releases the order. A wrong one is counted, so it is no refusal here.</summary>
    public bool Enter(WorkOrder order, string digest, Instant now)
    {
        if (IsSettled) throw new Refusal("completion-code.settled");
        if (Digest.Length == 0) throw new Refusal("completion-code.none-sent");
        if (TriesLeft == 0) throw new Refusal("completion-code.no-tries", RefusalKind.TooMany);
        TriesLeft--;
        if (!CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Digest), Encoding.ASCII.GetBytes(digest))) return false;
        (Digest, EnteredAt) = ("", now);
        order.Holds.RemoveAll(hold => hold.Holder == Id.Value);
        return true;
    }

    public void Ask(string reason, PersonId by, Instant now)
    {
        if (IsSettled) throw new Refusal("completion-code.settled");
        (Excuse, ExcusedBy, ExcusedAt, Approved, DecidedBy, DecidedAt, Decision) = (reason, by, now, null, null, null, null);
    }

    /// <summary>Somebody else says whether the reason is good enough.</summary>
    public void Decide(WorkOrder order, bool approved, string? note, PersonId by, Instant now)
    {
        if (!Waits) throw new Refusal("completion-code.nothing-to-decide");
        if (by == ExcusedBy) throw new Refusal("completion-code.own-excuse", RefusalKind.Forbidden);
        (Approved, DecidedBy, DecidedAt, Decision) = (approved, by, now, note);
        if (approved) order.Holds.RemoveAll(hold => hold.Holder == Id.Value);
    }

    internal sealed class Table : IEntityTypeConfiguration<CompletionCode>
    {
        public void Configure(EntityTypeBuilder<CompletionCode> builder)
        {
            builder.ToTable("completion_codes").HasKey(code => code.Id);
            builder.Ignore(code => code.IsSettled).Ignore(code => code.Waits);
            builder.References(code => code.OrderId);
            builder.References(code => code.UnitId);
            builder.Property(code => code.SentTo).HasMaxLength(40);
            builder.Property(code => code.Excuse).HasMaxLength(500);
            builder.Property(code => code.Decision).HasMaxLength(500);
            builder.HasIndex(code => code.OrderId).IsUnique();
        }
    }
}
