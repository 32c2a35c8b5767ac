using Aftercare.Modules.Quality.Face;
using Aftercare.Platform;
using Aftercare.Rules.Time;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Aftercare.Modules.Quality;

/// <summary>
/// The rules for complaints from a day on (R801, R802, R804). Never changed, only followed by another edition: a complaint
/// keeps the one it came in under. Edition 0 holds while the company has set none.
/// </summary>
internal sealed class QualityPolicy : Root, IDecided
{
    public const string Code = "complaints";

    public required QualityPolicyId Id { get; init; }

    /// <summary>Counts up within the company.</summary>
    public required int Edition { get; init; }

    public required LocalDate ValidFrom { get; init; }

    /// <summary>Respond and verify within so many working days.</summary>
    public int RespondDays { get; init; } = 1;

    /// <summary>Tell a solution within so many working days.</summary>
    public int SolveDays { get; init; } = 3;

    /// <summary>So many times not accepted, and leadership takes it up.</summary>
    public int EscalateAfter { get; init; } = 2;

    /// <summary>All channels are tested every so many days.</summary>
    public int ChannelTestDays { get; init; } = 7;

    internal override long Key => Id.Value;

    public static QualityPolicy Standard { get; } = new() { Id = default, Edition = 0, ValidFrom = LocalDate.MinIsoValue };

    /// <summary>As the clock machine reads it. A solution that was not accepted begins a new promise; the answer was given once.</summary>
    public ClockPolicy ToClockPolicy() => new(Code, Edition, Code,
    [
        new(ClockTarget.OfWorkingDays(ComplaintClock.NameOf(ComplaintClockKind.Respond), RespondDays) with { OnReopen = OnReopen.Stay }),
        new(ClockTarget.OfWorkingDays(ComplaintClock.NameOf(ComplaintClockKind.Solve), SolveDays) with { OnReopen = OnReopen.Restart }),
    ]);

    internal sealed class Table : IEntityTypeConfiguration<QualityPolicy>
    {
        public void Configure(EntityTypeBuilder<QualityPolicy> builder)
        {
            builder.ToTable("quality_policies").HasKey(policy => policy.Id);
            builder.HasIndex(policy => new { policy.CompanyId, policy.Edition }).IsUnique();
        }
    }
}
