using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Aftercare.Modules.Identity;

/// <summary>One tenant: everything it owns is invisible to every other.</summary>
internal sealed class Company : Root
{
    public required CompanyId Id { get; init; }
    public required string Name { get; set; }

    /// <summary>The language of what the company sends when it does not know the reader's.</summary>
    public required string Language { get; set; }

    internal override long Key => Id.Value;

    internal sealed class Table : IEntityTypeConfiguration<Company>
    {
        public void Configure(EntityTypeBuilder<Company> builder)
        {
            builder.ToTable("companies").HasKey(company => company.Id);
            builder.Property(company => company.Name).HasMaxLength(200);
        }
    }
}
