namespace Aftercare.Platform;

/// <summary>
/// Identifiers from reserved blocks: a block is taken in a transaction of its own before any command uses it, so
/// a rolled-back or crashed command only leaves a gap. Not made from the clock: clocks freeze, and imports are old.
/// </summary>
public sealed class IdBlocks
{
    internal const int BlockSize = 1 << 16;
    private readonly Lock _gate = new();
    private long _next;
    private long _end;

    internal Func<long> Reserve { get; set; } = () => throw new InvalidOperationException("The identifier blocks have no database yet.");

    internal bool RunsLow
    {
        get { lock (_gate) return _end - _next < BlockSize / 4; }
    }

    public long Next()
    {
        lock (_gate)
        {
            if (_next == _end) Take(Reserve());
            return _next++;
        }
    }

    /// <summary>Use this block, which starts at <paramref name="first"/>, from now on.</summary>
    internal void Take(long first)
    {
        lock (_gate) (_next, _end) = (first, first + BlockSize);
    }
}

/// <summary>The high-water mark of handed-out blocks, per sequence.</summary>
internal sealed class IdBlock
{
    public const string Records = "records";

    public required string Name { get; init; }
    public long Next { get; set; }
}
