using Aftercare.Modules.Identity.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Aftercare.Modules.Identity;

/// <summary>A role held by an account, for a unit and everything below it or for the whole company, from day to day.</summary>
internal sealed class AccountGrant : Record, IPart
{
    public required GrantId Id { get; init; }
    public required AccountId AccountId { get; init; }
    public required string RoleCode { get; init; }

    /// <summary>Null: the whole company.</summary>
    public UnitId? UnitId { get; init; }

    public required LocalDate From { get; init; }

    /// <summary>The last day; null while no end is planned.</summary>
    public LocalDate? Until { get; set; }

    public long RootKey => AccountId.Value;

    public bool HoldsOn(LocalDate day) => From <= day && (Until is not { } last || day <= last);

    internal sealed class Table : IEntityTypeConfiguration<AccountGrant>
    {
        public void Configure(EntityTypeBuilder<AccountGrant> builder)
        {
            builder.ToTable("account_grants").HasKey(grant => grant.Id);
            builder.HasIndex(grant => grant.AccountId);
            builder.Property(grant => grant.RoleCode).HasMaxLength(10);
        }
    }
}
