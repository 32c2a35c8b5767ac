using System.Collections.Frozen;
using System.Globalization;
using System.Linq.Expressions;
using System.Text.Json;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Aftercare.Modules.Integrations;

/// <summary>The import of one table.</summary>
internal readonly record struct TableImportId(long Value) : IId<TableImportId>
{
    public static TableImportId Of(long value) => new(value);
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>What is to be done with a table: look what would happen, do it, take it back.</summary>
internal enum TableStage { Check, Run, Undo }

/// <summary>Where an import stands. The three in between belong to a job, which can be interrupted and goes on.</summary>
internal enum TableState { Open, Checking, Checked, Running, Done, Undoing, Undone }

/// <summary>What became of a line; Ready is what a check says of a line that would make something.</summary>
internal enum LineOutcome { Ready, Created, Known, Refused, TakenBack, Kept }

/// <summary>
/// A table (Excel or CSV) on its way in: which of its columns is what, how far it is, and what became of its lines. Lines are
/// kept in <see cref="TableLine"/>, what they made in <see cref="TableMade"/>, so that it can be repeated and taken back.
/// </summary>
internal sealed class TableImport : Root, IListable<TableImport>
{
    public required TableImportId Id { get; init; }

    /// <summary>As registered: `customers`.</summary>
    public required string Target { get; init; }

    public required string FileName { get; init; }
    public required FileId FileId { get; init; }

    /// <summary>SHA-256 of the content: its name in the store.</summary>
    public required string FileHash { get; init; }

    /// <summary>The headings, as JSON.</summary>
    public required string Headings { get; init; }

    /// <summary>Target column to the place of the heading, as JSON.</summary>
    public string Matching { get; private set; } = "{}";

    public required int Lines { get; init; }

    /// <summary>Whose rights the lines are brought in with: those held when the table was sent, as JSON.</summary>
    public required string Rights { get; init; }

    public required string StartedBy { get; init; }
    public AccountId? Account { get; init; }
    public PersonId? PersonId { get; init; }
    public required Instant SentAt { get; init; }
    public TableState State { get; private set; }
    public JobId? JobId { get; set; }
    public Instant? FinishedAt { get; private set; }

    /// <summary>Lines that the present stage is through with.</summary>
    public int LinesDone { get; private set; }

    /// <summary>Lines that made something, or would.</summary>
    public int New { get; private set; }

    /// <summary>Lines whose records were here already.</summary>
    public int Known { get; private set; }

    public int Refused { get; private set; }

    /// <summary>New lines that look like a record that is here.</summary>
    public int Likely { get; private set; }

    public int TakenBack { get; private set; }

    /// <summary>Lines that could not be taken back.</summary>
    public int Kept { get; private set; }

    internal override long Key => Id.Value;

    public bool IsAtWork => State is TableState.Checking or TableState.Running or TableState.Undoing;

    public IReadOnlyList<string> HeadingList() => JsonSerializer.Deserialize<List<string>>(Headings)!;

    public Dictionary<string, int> Places() => JsonSerializer.Deserialize<Dictionary<string, int>>(Matching)!;

    public void Match(IReadOnlyDictionary<string, int> places)
    {
        if (WhyNotMatch() is { } why) throw why;
        (Matching, State) = (JsonSerializer.Serialize(places.OrderBy(place => place.Value).ToDictionary()), TableState.Open);
    }

    public Refusal? WhyNotMatch() => State is TableState.Open or TableState.Checked ? null : new("table.begun");

    /// <summary>An import whose job ended half-way is started again with the same stage; it goes on where it was.</summary>
    public Refusal? WhyNotStart(TableStage stage, bool jobIsOver) =>
        IsAtWork && !jobIsOver ? new("table.at-work")
        : stage switch
        {
            TableStage.Check => State is TableState.Open or TableState.Checked or TableState.Checking ? null : new("table.begun"),
            TableStage.Run => State is TableState.Undoing ? new("table.undo-begun") : State is TableState.Undone ? new("table.undone") : State is TableState.Done && Refused == 0 ? new Refusal("table.done") : null,
            _ => State is TableState.Running or TableState.Done or TableState.Undoing || (State is TableState.Undone && Kept > 0) ? null : new("table.nothing-to-undo"),
        };

    public void Start(TableStage stage, bool jobIsOver)
    {
        if (WhyNotStart(stage, jobIsOver) is { } why) throw why;
        (State, LinesDone, FinishedAt) = (stage switch { TableStage.Check => TableState.Checking, TableStage.Run => TableState.Running, _ => TableState.Undoing }, 0, null);
        if (stage is TableStage.Undo) (TakenBack, Kept) = (0, 0);
        else (New, Known, Refused, Likely) = (0, 0, 0, 0);
    }

    /// <summary>The job got through these lines.</summary>
    public void Move(int linesDone, IReadOnlyCollection<LineResult> lines, bool finished, Instant now)
    {
        LinesDone = linesDone;
        New += lines.Count(line => line.Outcome is LineOutcome.Ready or LineOutcome.Created);
        Known += lines.Count(line => line.Outcome is LineOutcome.Known);
        Refused += lines.Count(line => line.Outcome is LineOutcome.Refused);
        Likely += lines.Count(line => line.Like is not null);
        TakenBack += lines.Count(line => line.Outcome is LineOutcome.TakenBack);
        Kept += lines.Count(line => line.Outcome is LineOutcome.Kept);
        if (!finished) return;
        (State, FinishedAt) = (State switch { TableState.Checking => TableState.Checked, TableState.Running => TableState.Done, _ => TableState.Undone }, now);
    }

    /// <summary>A table shows what customers and people are called: whoever sent it sees it, and managers of the whole company.</summary>
    public static Expression<Func<TableImport, bool>> VisibleTo(Caller caller)
    {
        var all = caller.SeesAllUnits && (caller.May("customers.manage") || caller.May("organisation.manage"));
        var (account, person) = (caller.Account, caller.Person);
        return import => all || (account != null && import.Account == account) || (person != null && import.PersonId == person);
    }

    public static Expression<Func<TableImport, bool>> WithKey(long key) => import => import.Id == new TableImportId(key);

    internal sealed class Table : IEntityTypeConfiguration<TableImport>
    {
        public void Configure(EntityTypeBuilder<TableImport> builder)
        {
            builder.ToTable("table_imports").HasKey(import => import.Id);
            builder.Property(import => import.Target).HasMaxLength(40);
            builder.Property(import => import.FileName).HasMaxLength(255);
            builder.Property(import => import.FileHash).HasMaxLength(64);
            builder.HasIndex(import => new { import.CompanyId, import.SentAt, import.Id });
        }
    }
}

/// <summary>What became of one line of a table.</summary>
internal sealed class TableLine : Record
{
    public required TableImportId ImportId { get; init; }

    /// <summary>As a spreadsheet counts: the heading is line 1.</summary>
    public required long Line { get; init; }

    public LineOutcome Outcome { get; set; }

    /// <summary>What it is probably the same as.</summary>
    public string? Like { get; set; }

    /// <summary>Why it was refused or kept, as JSON; null when it was not.</summary>
    public string? Problems { get; set; }

    public IReadOnlyList<TableProblem> ProblemList() => Problems is null ? [] : JsonSerializer.Deserialize<List<TableProblem>>(Problems)!;

    internal sealed class Table : IEntityTypeConfiguration<TableLine>
    {
        public void Configure(EntityTypeBuilder<TableLine> builder)
        {
            builder.ToTable("table_lines").HasKey(line => new { line.ImportId, line.Line });
            builder.References(line => line.ImportId);
            builder.Property(line => line.Like).HasMaxLength(200);
        }
    }
}

/// <summary>A record that a line made; written in the record's own transaction, gone when it is taken back.</summary>
internal sealed class TableMade : Record
{
    public required TableImportId ImportId { get; init; }
    public required long Line { get; init; }

    /// <summary>The order within the line: taken back the other way round.</summary>
    public required int Ordinal { get; init; }

    public required string Kind { get; init; }
    public required long RecordId { get; init; }
    public string? Part { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<TableMade>
    {
        public void Configure(EntityTypeBuilder<TableMade> builder)
        {
            builder.ToTable("table_made").HasKey(made => new { made.ImportId, made.Line, made.Ordinal });
            builder.References(made => made.ImportId);
            builder.Property(made => made.Kind).HasMaxLength(40);
            builder.Property(made => made.Part).HasMaxLength(100);
        }
    }
}

/// <summary>How a table with these headings was matched last.</summary>
internal sealed class TableMatching : Record
{
    public required string Target { get; init; }

    /// <summary>SHA-256 over the headings.</summary>
    public required string Headings { get; init; }

    public required string Matching { get; set; }

    internal sealed class Table : IEntityTypeConfiguration<TableMatching>
    {
        public void Configure(EntityTypeBuilder<TableMatching> builder)
        {
            builder.ToTable("table_matchings").HasKey(matching => new { matching.CompanyId, matching.Target, matching.Headings });
            builder.Property(matching => matching.Target).HasMaxLength(40);
            builder.Property(matching => matching.Headings).HasMaxLength(64);
        }
    }
}

/// <summary>What the job found out about a line.</summary>
internal sealed record LineResult(long Line, LineOutcome Outcome, string? Like, IReadOnlyList<TableProblem> Problems);

/// <summary>The rights of whoever sent a table, for the job that brings its lines in.</summary>
internal sealed record TableRights(
    CallerKind Kind, string Name, AccountId? Account, PersonId? Person, string[] Permissions, UnitId[] Units, bool SeesAllUnits, bool OwnOnly, UnitId? HomeUnit, string Language)
{
    /// <param name="unit">Where lines belong that name no unit; the caller's own when left out.</param>
    public static string Of(Caller caller, UnitId? unit) => JsonSerializer.Serialize(
        new TableRights(caller.Kind, caller.Name, caller.Account, caller.Person, [.. caller.Permissions], [.. caller.Units], caller.SeesAllUnits, caller.OwnOnly, unit ?? caller.HomeUnit, caller.Language), PlatformJson.Options);

    public static Caller Caller(string rights, CompanyId company)
    {
        var kept = JsonSerializer.Deserialize<TableRights>(rights, PlatformJson.Options)!;
        return new()
        {
            Kind = kept.Kind, Name = kept.Name, Company = company, Account = kept.Account, Person = kept.Person, Permissions = kept.Permissions.ToFrozenSet(),
            Units = [.. kept.Units], SeesAllUnits = kept.SeesAllUnits, OwnOnly = kept.OwnOnly, HomeUnit = kept.HomeUnit, Language = kept.Language,
        };
    }
}
