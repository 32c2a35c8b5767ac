using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Aftercare.Modules.Dispatch;

internal readonly record struct DispatchPolicyId(long Value) : IId<DispatchPolicyId>
{
    public static DispatchPolicyId Of(long value) => new(value);
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A reason people choose from, in the words of the company.</summary>
public sealed record ListedReason([property: Required, StringLength(50)] string Code, [property: Required, StringLength(100)] string Chinese, [property: Required, StringLength(100)] string English)
{
    internal string In(string language) => language == Texts.English ? English : Chinese;
}

/// <summary>The company's parameters of dispatching, from a day on (B01, B20). A hand-over keeps the times it was given.</summary>
internal sealed class DispatchPolicy : Root
{
    public required DispatchPolicyId Id { get; init; }
    public required LocalDate ValidFrom { get; init; }

    /// <summary>Minutes of the service point's opening hours in which it accepts or refuses (B01).</summary>
    public int AnswerMinutes { get; set; } = 30;

    /// <summary>Minutes before the end at which the point is reminded; 0 for never.</summary>
    public int RemindMinutes { get; set; } = 10;

    /// <summary>Orders a technician may take from the pool for one day (B20); 0 closes the pool.</summary>
    public int PoolPerDay { get; set; }

    /// <summary>How far an order may be from where the technician starts, in kilometres as the crow flies, to be taken (B20).</summary>
    public int PoolKm { get; set; } = 20;

    /// <summary>Why a point may refuse, as JSON.</summary>
    public string ReasonsJson { get; set; } = JsonSerializer.Serialize(StandardReasons);

    internal override long Key => Id.Value;

    public IReadOnlyList<ListedReason> Reasons
    {
        get => JsonSerializer.Deserialize<List<ListedReason>>(ReasonsJson) ?? [];
        set => ReasonsJson = JsonSerializer.Serialize(value);
    }

    /// <summary>What a company begins with.</summary>
    private static readonly ListedReason[] StandardReasons =
    [
        new("no-capacity", "人手不足", "No capacity"), new("no-skill", "无此技能", "Skill missing"), new("out-of-area", "超出服务范围", "Out of area"), new("no-parts", "缺少配件", "Parts missing"),
        new("wrong-address", "地址有误", "Wrong address"), new("customer-later", "客户要求延期", "Customer wants it later"), new("other", "其他", "Other"),
    ];

    /// <summary>What counts on a day; the standard until the company sets its own.</summary>
    public static async Task<DispatchPolicy> On(AppDb db, LocalDate day, CancellationToken ct) =>
        await db.All<DispatchPolicy>().AsNoTracking().Where(policy => policy.ValidFrom <= day).OrderByDescending(policy => policy.ValidFrom).FirstOrDefaultAsync(ct)
        ?? new() { Id = default, ValidFrom = day };

    internal sealed class Table : IEntityTypeConfiguration<DispatchPolicy>
    {
        public void Configure(EntityTypeBuilder<DispatchPolicy> builder)
        {
            builder.ToTable("dispatch_policies").HasKey(policy => policy.Id);
            builder.Ignore(policy => policy.Reasons);
            builder.HasIndex(policy => new { policy.CompanyId, policy.ValidFrom }).IsUnique();
        }
    }
}
