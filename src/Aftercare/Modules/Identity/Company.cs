using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Aftercare.Modules.Identity;

/// <summary>One tenant: everything it owns is invisible to every other.</summary>
internal sealed class Company : Root
{
    public const string Shanghai = "Asia/Shanghai";

    public required CompanyId Id { get; init; }
    public required string Name { get; set; }

    /// <summary>The language of what the company sends when it does not know the reader's.</summary>
    public required string Language { get; set; }

    /// <summary>The time zone in which the company's days begin, where no unit says otherwise.</summary>
    public string Zone { get; set; } = Shanghai;

    internal override long Key => Id.Value;

    public LocalDate Today(Instant now) => now.InZone(DateTimeZoneProviders.Tzdb.GetZoneOrNull(Zone) ?? DateTimeZoneProviders.Tzdb[Shanghai]).Date;

    internal sealed class Table : IEntityTypeConfiguration<Company>
    {
        public void Configure(EntityTypeBuilder<Company> builder)
        {
            builder.ToTable("companies").HasKey(company => company.Id);
            builder.Property(company => company.Name).HasMaxLength(200);
            builder.Property(company => company.Zone).HasMaxLength(60);
        }
    }
}

internal static class CompanyLoading
{
    /// <summary>The company of this session; also the one that this very command founds.</summary>
    public static async Task<Company> OwnCompany(this AppDb db, CancellationToken ct) =>
        db.Set<Company>().Local.FirstOrDefault() ?? await db.Set<Company>().SingleAsync(ct);
}
