using Aftercare.Platform;

namespace Aftercare.Modules.Integrations.Face;

/// <summary>Takes the event log of another system in, through the gateway.</summary>
public interface IEventImport
{
    /// <summary>
    /// Takes a whole log in, chunk by chunk, while the next chunk is read. Memory stays flat, a kill costs one chunk, and a
    /// repetition adds nothing.
    /// </summary>
    /// <param name="unit">The unit the tickets belong to.</param>
    /// <param name="mapJson">What the log's columns and activities mean; docs/import-events.md.</param>
    /// <param name="dryRun">Reads and checks everything and writes nothing.</param>
    /// <param name="progress">Told after each chunk how many cases are in.</param>
    /// <exception cref="Refusal">`import.map-malformed`, `import.column-missing`, `import.file-empty`, `import.file-malformed`, `import.zone-unknown`.</exception>
    Task<ImportOutcome> Run(Caller caller, UnitId unit, string file, string mapJson, bool dryRun, IProgress<long> progress, CancellationToken ct);
}

/// <summary>What an import did.</summary>
/// <param name="Source">The log's name, to ask the report by.</param>
/// <param name="Refusals">Lines that could not be used.</param>
/// <param name="Refused">The first thousand of them.</param>
public sealed record ImportOutcome(string Source, long Rows, long Cases, long Created, long EventsAdded, long Refusals, IReadOnlyList<RefusedRow> Refused);

/// <summary>One row that cannot be used, and why.</summary>
public sealed record RefusedRow(long Line, string Code, string Value);
