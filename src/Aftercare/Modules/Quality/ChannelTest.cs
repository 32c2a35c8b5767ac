using System.Linq.Expressions;
using Aftercare.Modules.Quality.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Aftercare.Modules.Quality;

/// <summary>One test of all channels by which customers complain (R801): who tried, when, and which of them worked. Never changed afterwards.</summary>
internal sealed class ChannelTest : Root, IListable<ChannelTest>
{
    /// <summary>Those that can be tried from here: on site one meets a person.</summary>
    public static IReadOnlyList<ComplaintChannel> Tested { get; } = [ComplaintChannel.Phone, ComplaintChannel.Mail, ComplaintChannel.Online];

    public required ChannelTestId Id { get; init; }
    public required Instant TestedAt { get; init; }
    public required string Who { get; init; }
    public List<ChannelTestLine> Lines { get; } = [];

    internal override long Key => Id.Value;

    public static Expression<Func<ChannelTest, bool>> VisibleTo(Caller caller) =>
        caller.Kind is CallerKind.Link or CallerKind.Anonymous ? test => false : test => true;

    public static Expression<Func<ChannelTest, bool>> WithKey(long key) => test => test.Id == new ChannelTestId(key);

    internal sealed class Table : IEntityTypeConfiguration<ChannelTest>, IEntityTypeConfiguration<ChannelTestLine>
    {
        public void Configure(EntityTypeBuilder<ChannelTest> builder)
        {
            builder.ToTable("channel_tests").HasKey(test => test.Id);
            builder.Property(test => test.Who).HasMaxLength(200);
            builder.HasMany(test => test.Lines).WithOne().HasForeignKey(line => line.TestId).OnDelete(DeleteBehavior.Restrict);
            builder.HasIndex(test => new { test.CompanyId, test.TestedAt, test.Id });
        }

        public void Configure(EntityTypeBuilder<ChannelTestLine> builder)
        {
            builder.ToTable("channel_test_lines").HasKey(line => new { line.TestId, line.Channel });
            builder.Property(line => line.Note).HasMaxLength(1000);
        }
    }
}

/// <summary>What one channel did.</summary>
internal sealed class ChannelTestLine : Record, IPart
{
    public required ChannelTestId TestId { get; init; }
    public required ComplaintChannel Channel { get; init; }
    public required bool Works { get; init; }

    /// <summary>What was seen; needed when it did not work.</summary>
    public string? Note { get; init; }

    long IPart.RootKey => TestId.Value;
}
