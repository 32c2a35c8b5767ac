using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Aftercare.Platform;

/// <summary>A file somebody sent (附件).</summary>
public readonly record struct FileId(long Value) : IId<FileId>
{
    public static FileId Of(long value) => new(value);
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>Staged: sent, not yet part of a record. Attached: part of one. Doomed: nobody wanted it; its content is about to go.</summary>
internal enum FileState { Staged, Attached, Doomed }

/// <summary>One sending of a file. The content is stored once for all sendings of the same bytes, under its SHA-256.</summary>
internal sealed class StoredFile : Root
{
    /// <summary>How long a file may wait for a record before it is swept.</summary>
    public static readonly Duration Patience = Duration.FromHours(24);

    public required FileId Id { get; init; }

    /// <summary>SHA-256 of the content in small hexadecimal letters: its name in the store.</summary>
    public required string Hash { get; init; }

    /// <summary>The name it had on the sender's machine; shown, never trusted.</summary>
    public required string Name { get; init; }

    /// <summary>Told by the content, never by the name.</summary>
    public required string MediaType { get; init; }

    /// <summary>Bytes.</summary>
    public required long Size { get; init; }

    /// <summary>Who sent it; only they may attach it.</summary>
    public required string Sender { get; init; }

    public required Instant StagedAt { get; set; }
    public FileState State { get; private set; }
    public string? OwnerKind { get; private set; }
    public long? OwnerId { get; private set; }

    internal override long Key => Id.Value;

    /// <summary>Files of strangers and files that are gone look alike.</summary>
    public Refusal? WhyNotAttach(string sender, string kind, long record) => State switch
    {
        FileState.Attached when (OwnerKind, OwnerId) == (kind, record) => null,
        FileState.Attached => new Refusal("file.attached-elsewhere") { Arguments = [Name] },
        FileState.Staged when Sender == sender => null,
        _ => Refusal.NotFound("file", Id),
    };

    public void Attach(string kind, long record) => (State, OwnerKind, OwnerId) = (FileState.Attached, kind, record);

    /// <summary>Takes it off its record; it is swept after the same patience as one never attached.</summary>
    public void Detach(Instant now) => (State, OwnerKind, OwnerId, StagedAt) = (FileState.Staged, null, null, now);

    public void Doom() => State = FileState.Doomed;

    internal sealed class Table : IEntityTypeConfiguration<StoredFile>
    {
        public void Configure(EntityTypeBuilder<StoredFile> builder)
        {
            builder.ToTable("files").HasKey(file => file.Id);
            builder.Property(file => file.Hash).HasMaxLength(64);
            builder.Property(file => file.Name).HasMaxLength(255);
            builder.Property(file => file.MediaType).HasMaxLength(100);
            builder.HasIndex(file => file.Hash);
            builder.HasIndex(file => new { file.OwnerId, file.OwnerKind });
            builder.HasIndex(file => file.StagedAt).HasFilter("state <> 'Attached'").HasDatabaseName("ix_files_waiting");
        }
    }
}
