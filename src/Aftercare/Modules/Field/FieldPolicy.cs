using System.Globalization;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Aftercare.Modules.Field;

internal readonly record struct FieldPolicyId(long Value) : IId<FieldPolicyId>
{
    public static FieldPolicyId Of(long value) => new(value);
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>The company's parameters of field work, from a day on. A visit keeps the outcome it had under the policy of its day.</summary>
internal sealed class FieldPolicy : Root
{
    /// <summary>What counts until a company sets its own (R404).</summary>
    public const int StandardToleranceMinutes = 15;

    public const int StandardContactHour = 9;

    public required FieldPolicyId Id { get; init; }
    public required LocalDate ValidFrom { get; init; }

    /// <summary>Minutes after the agreed start that still count as on time (R404).</summary>
    public required int ToleranceMinutes { get; set; }

    /// <summary>The hour of the day by which technicians have called the customers of that day (R403).</summary>
    public int ContactHour { get; set; } = StandardContactHour;

    /// <summary>Kinds of work that are completed with the customer's service code (B07); none unless a company says so.</summary>
    public List<string> CodeKinds { get; set; } = [];

    internal override long Key => Id.Value;

    /// <summary>The tolerance that counts on a day.</summary>
    public static async Task<Duration> ToleranceOn(AppDb db, LocalDate day, CancellationToken ct)
    {
        var minutes = await db.All<FieldPolicy>().Where(policy => policy.ValidFrom <= day).OrderByDescending(policy => policy.ValidFrom)
            .Select(policy => (int?)policy.ToleranceMinutes).FirstOrDefaultAsync(ct);
        return Duration.FromMinutes(minutes ?? StandardToleranceMinutes);
    }

    /// <summary>The hour by which customers are called that counts on a day.</summary>
    public static async Task<LocalTime> ContactBy(AppDb db, LocalDate day, CancellationToken ct)
    {
        var hour = await db.All<FieldPolicy>().Where(policy => policy.ValidFrom <= day).OrderByDescending(policy => policy.ValidFrom).Select(policy => (int?)policy.ContactHour).FirstOrDefaultAsync(ct);
        return new(hour ?? StandardContactHour, 0);
    }

    /// <summary>The kinds of work that need a service code on a day.</summary>
    public static async Task<IReadOnlyList<string>> CodeKindsOn(AppDb db, LocalDate day, CancellationToken ct) =>
        await db.All<FieldPolicy>().Where(policy => policy.ValidFrom <= day).OrderByDescending(policy => policy.ValidFrom).Select(policy => policy.CodeKinds).FirstOrDefaultAsync(ct) ?? [];

    internal sealed class Table : IEntityTypeConfiguration<FieldPolicy>
    {
        public void Configure(EntityTypeBuilder<FieldPolicy> builder)
        {
            builder.ToTable("field_policies").HasKey(policy => policy.Id);
            builder.HasIndex(policy => new { policy.CompanyId, policy.ValidFrom }).IsUnique();
        }
    }
}
