using System.Globalization;
using System.Linq.Expressions;
using Aftercare.Modules.Customers.Face;
using Aftercare.Modules.Desk.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Aftercare.Modules.Integrations;

/// <summary>An import of one file with one map.</summary>
internal readonly record struct ImportRunId(long Value) : IId<ImportRunId>
{
    public static ImportRunId Of(long value) => new(value);
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>
/// How far an import has come. A killed import of the same file with the same map goes on behind the last chunk that was
/// committed; a finished one that is repeated finds every case again and adds nothing.
/// </summary>
internal sealed class ImportRun : Root, IListable<ImportRun>
{
    public required ImportRunId Id { get; init; }
    public required string Source { get; init; }

    /// <summary>SHA-256 over file and map: another file is another run.</summary>
    public required string Digest { get; init; }

    public required string FileName { get; init; }
    public required UnitId UnitId { get; init; }
    public required Instant StartedAt { get; init; }

    /// <summary>Cases that are in, in the order of the reader.</summary>
    public long CasesDone { get; set; }

    public long EventsDone { get; set; }
    public Instant? FinishedAt { get; set; }

    internal override long Key => Id.Value;

    public static Expression<Func<ImportRun, bool>> VisibleTo(Caller caller) =>
        caller.SeesAllUnits ? run => true : run => caller.Units.Contains(run.UnitId);

    public static Expression<Func<ImportRun, bool>> WithKey(long key) => run => run.Id == new ImportRunId(key);

    internal sealed class Table : IEntityTypeConfiguration<ImportRun>
    {
        public void Configure(EntityTypeBuilder<ImportRun> builder)
        {
            builder.ToTable("import_runs").HasKey(run => run.Id);
            builder.HasIndex(run => new { run.CompanyId, run.Source, run.Digest });
        }
    }
}

/// <summary>One event of a foreign log, in the log's own words: what the ticket's history was made from.</summary>
internal sealed class ImportedEvent : Record
{
    public required string Source { get; init; }
    public required string ExternalId { get; init; }

    /// <summary>Counts up within the case as events came in: in the order of time, what a grown log added behind it.</summary>
    public required int Ordinal { get; init; }

    public required TicketId TicketId { get; init; }
    public required Instant At { get; init; }
    public required string Activity { get; init; }
    public string? Resource { get; init; }

    /// <summary>The line of the file it came from.</summary>
    public required long Line { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<ImportedEvent>
    {
        public void Configure(EntityTypeBuilder<ImportedEvent> builder)
        {
            builder.ToTable("imported_events").HasKey(row => new { row.CompanyId, row.Source, row.ExternalId, row.Ordinal });
            builder.References(row => row.TicketId);
        }
    }
}

/// <summary>A line that could not be used, and why.</summary>
internal sealed class ImportRefusal : Record
{
    public required string Source { get; init; }
    public required long Line { get; init; }
    public required string Code { get; init; }
    public required string Value { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<ImportRefusal>
    {
        public void Configure(EntityTypeBuilder<ImportRefusal> builder) =>
            builder.ToTable("import_refusals").HasKey(row => new { row.CompanyId, row.Source, row.Line });
    }
}

/// <summary>Which of our customers a log's customer became.</summary>
internal sealed class ImportedCustomer : Record
{
    public required string Source { get; init; }
    public required string Name { get; init; }
    public required CustomerId CustomerId { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<ImportedCustomer>
    {
        public void Configure(EntityTypeBuilder<ImportedCustomer> builder)
        {
            builder.ToTable("imported_customers").HasKey(row => new { row.CompanyId, row.Source, row.Name });
            builder.References(row => row.CustomerId);
        }
    }
}
