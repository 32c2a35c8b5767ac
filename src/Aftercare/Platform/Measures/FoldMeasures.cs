namespace Aftercare.Platform;

/// <summary>Add new measures to the totals of their days, so that figures stay quick to read. Only the product itself may.</summary>
internal static class FoldMeasures
{
    /// <summary>So many at a time: well under the 50 ms a command may hold the writer.</summary>
    private const int ChunkSize = 4000;

    [Needs("installation.fold")]
    internal sealed record Command : ICommand<Chunk>;

    internal static Every Every => Every.Seconds(10) with { Installation = true };

    internal static Command Tick() => new();

    internal sealed class Handler(AppDb db) : IHandle<Command, Chunk>
    {
        public async Task<Chunk> Handle(Caller caller, Command command, CancellationToken ct)
        {
            await MeasureTotals.Lock(db, ct);
            var folded = await MeasureTotals.Fold(db, ChunkSize, ct);
            return new(folded, folded == ChunkSize);
        }
    }
}
