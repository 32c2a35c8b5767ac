using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Aftercare.Platform;

/// <summary>The answer of a command that carried an idempotency key, kept so that a repeat gets it again.</summary>
internal sealed class AnsweredCommand
{
    /// <summary>Company, caller and key, digested: a key is only ever the caller's own.</summary>
    public required byte[] Id { get; init; }

    public required string Command { get; init; }

    /// <summary>Digest of the command's values: the same key with other values is a mistake and refused.</summary>
    public required byte[] Digest { get; init; }

    public required string Response { get; init; }
    public required Instant At { get; init; }
}

/// <summary>The last visible number handed out for a prefix and day: SR260423 of one company.</summary>
internal sealed class NumberSeries
{
    public required CompanyId CompanyId { get; init; }
    public required string Prefix { get; init; }
    public long Next { get; set; }
}

internal sealed class PlatformTables :
    IEntityTypeConfiguration<IdBlock>, IEntityTypeConfiguration<AnsweredCommand>, IEntityTypeConfiguration<NumberSeries>
{
    public void Configure(EntityTypeBuilder<IdBlock> builder) => builder.ToTable("id_blocks").HasKey(block => block.Name);

    public void Configure(EntityTypeBuilder<AnsweredCommand> builder)
    {
        builder.ToTable("answered_commands").HasKey(answer => answer.Id);
        builder.HasIndex(answer => answer.At);
    }

    public void Configure(EntityTypeBuilder<NumberSeries> builder) =>
        builder.ToTable("number_series").HasKey(series => new { series.CompanyId, series.Prefix });
}
