using System.Globalization;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Aftercare.Modules.Messages;

internal readonly record struct MessagePolicyId(long Value) : IId<MessagePolicyId>
{
    public static MessagePolicyId Of(long value) => new(value);
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>
/// When nobody is disturbed, from a day on (R1510). Between <see cref="QuietFrom"/> and <see cref="QuietUntil"/>, by the clock of the
/// unit the message is about, only what the product or <see cref="Urgent"/> calls urgent leaves; the rest waits until the quiet time ends. Messages in the product itself disturb nobody.
/// </summary>
internal sealed class MessagePolicy : Root
{
    public required MessagePolicyId Id { get; init; }
    public required LocalDate ValidFrom { get; init; }

    /// <summary>Minutes after midnight; null when there is no quiet time.</summary>
    public int? QuietFrom { get; set; }

    public int? QuietUntil { get; set; }

    /// <summary>Codes of the messages that leave at any hour too.</summary>
    public List<string> Urgent { get; set; } = [];

    internal override long Key => Id.Value;

    /// <summary>The policy of a day; without one nothing is held back.</summary>
    public static async Task<MessagePolicy?> On(AppDb db, LocalDate day, CancellationToken ct) =>
        await db.All<MessagePolicy>().AsNoTracking().Where(policy => policy.ValidFrom <= day).OrderByDescending(policy => policy.ValidFrom).FirstOrDefaultAsync(ct);

    /// <summary>When a message written now may leave: null at once, else the end of the quiet time.</summary>
    public Instant? HoldUntil(string template, Instant now, DateTimeZone zone)
    {
        if (QuietFrom is not { } from || QuietUntil is not { } until || Urgent.Contains(template)) return null;
        var local = now.InZone(zone).LocalDateTime;
        var minute = (local.Hour * 60) + local.Minute;
        var overMidnight = from > until;
        if (overMidnight ? minute < from && minute >= until : minute < from || minute >= until) return null;
        var day = overMidnight && minute >= from ? local.Date.PlusDays(1) : local.Date;
        return (day + LocalTime.FromMinutesSinceMidnight(until)).InZoneLeniently(zone).ToInstant();
    }

    internal sealed class Table : IEntityTypeConfiguration<MessagePolicy>
    {
        public void Configure(EntityTypeBuilder<MessagePolicy> builder)
        {
            builder.ToTable("message_policies").HasKey(policy => policy.Id);
            builder.HasIndex(policy => new { policy.CompanyId, policy.ValidFrom }).IsUnique();
        }
    }
}
