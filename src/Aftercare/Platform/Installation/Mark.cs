using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Aftercare.Platform;

/// <summary>What the installation remembers about itself, beside all companies: which demo was loaded, with which tokenizer it was indexed.</summary>
internal sealed class Mark
{
    public required string Name { get; init; }
    public required string Value { get; set; }

    internal sealed class Table : IEntityTypeConfiguration<Mark>
    {
        public void Configure(EntityTypeBuilder<Mark> builder)
        {
            builder.ToTable("marks").HasKey(mark => mark.Name);
            builder.Property(mark => mark.Name).HasMaxLength(100);
        }
    }
}
