using System.Globalization;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Aftercare.Modules.Satisfaction;

internal readonly record struct SatisfactionPolicyId(long Value) : IId<SatisfactionPolicyId>
{
    public static SatisfactionPolicyId Of(long value) => new(value);
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>What counts as satisfied and how ratings are asked for, from a day on. A rating keeps the line it was judged by.</summary>
internal sealed class SatisfactionPolicy : Root
{
    public required SatisfactionPolicyId Id { get; init; }
    public required LocalDate ValidFrom { get; init; }

    /// <summary>So many stars or more count as satisfied.</summary>
    public int SatisfiedFrom { get; set; } = 4;

    /// <summary>The wanted rate in hundredths of a percent: 9900 is 99 % (R902).</summary>
    public int TargetBasisPoints { get; set; } = 9900;

    public int LinkDays { get; set; } = 30;
    public int RevisableHours { get; set; } = 24;

    internal override long Key => Id.Value;

    /// <summary>The policy of a day; the standard one while the company has set none.</summary>
    public static async Task<SatisfactionPolicy> On(AppDb db, LocalDate day, CancellationToken ct) =>
        await db.All<SatisfactionPolicy>().AsNoTracking().Where(policy => policy.ValidFrom <= day).OrderByDescending(policy => policy.ValidFrom).FirstOrDefaultAsync(ct)
        ?? new() { Id = default, ValidFrom = day };

    internal sealed class Table : IEntityTypeConfiguration<SatisfactionPolicy>
    {
        public void Configure(EntityTypeBuilder<SatisfactionPolicy> builder)
        {
            builder.ToTable("satisfaction_policies").HasKey(policy => policy.Id);
            builder.HasIndex(policy => new { policy.CompanyId, policy.ValidFrom }).IsUnique();
        }
    }
}
