using Aftercare.Platform;

namespace Aftercare.Modules.Integrations.Face;

/// <summary>Brings tables of this machine in, through the gateway, for who has no page: the command line.</summary>
public interface ITableImport
{
    /// <summary>
    /// Brings in a table to its end: each line through the commands of its module. What is here already stays as it is, so that a
    /// repetition after a kill adds only what is missing. It is among the imports on the page afterwards, and can be taken back there.
    /// </summary>
    /// <param name="target">`customers`, `assets`, `people`…</param>
    /// <param name="unit">Where lines belong that name no unit.</param>
    /// <param name="dryRun">Tries every line and keeps nothing of it.</param>
    /// <exception cref="Refusal">`table-target.not-found`, `table.empty`, `table.unreadable`, `table.too-long`, `table.heading-twice`, `table.column-missing`.</exception>
    Task<TableOutcome> BringIn(Caller caller, string target, string path, UnitId unit, bool dryRun, CancellationToken ct);
}

/// <summary>What became of a table.</summary>
/// <param name="New">Lines that made something, or would.</param>
/// <param name="Known">Lines whose records were here already.</param>
public sealed record TableOutcome(int Lines, int New, int Known, int Refused, IReadOnlyList<RefusedCell> Reasons);

/// <summary>Why a line was refused.</summary>
/// <param name="Line">As a spreadsheet counts: the heading is line 1.</param>
/// <param name="Column">The heading; empty when it is about the whole line.</param>
public sealed record RefusedCell(long Line, string Column, string? Value, string Code, string Why);
