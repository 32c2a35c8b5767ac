namespace Aftercare.Platform;

/// <summary>
/// Work that waits in a table, done by whichever node claims it first. A claim is a lease: when its owner dies the
/// lease runs out and another takes over. What is done and that it is done are one transaction.
/// </summary>
internal abstract class Pump<TRow>(PumpRoom room) : BackgroundService
{
    private readonly SemaphoreSlim _wake = new(0, 1);

    protected PumpRoom Room => room;

    /// <summary>Set when the program stops: long work pauses at its next step.</summary>
    protected CancellationToken Stopping { get; private set; }

    /// <summary>Before the rows are looked at.</summary>
    protected virtual Task Prepare(CancellationToken ct) => Task.CompletedTask;

    /// <summary>Takes a lease on rows that are due, or returns none.</summary>
    internal abstract Task<IReadOnlyList<TRow>> Claim(AppDb db);

    /// <summary>Does one row; throws <see cref="LeaseLost"/> when it is somebody else's by now.</summary>
    internal abstract Task Do(TRow row);

    /// <summary>Gives a failed row back, to be tried later or parked.</summary>
    internal abstract Task GiveBack(AppDb db, TRow row, Exception failure);

    protected abstract string Describe(TRow row);

    /// <summary>Does everything that is due now, and what that makes due; returns how many rows it touched.</summary>
    public async Task<int> Drain(CancellationToken ct = default)
    {
        var touched = 0;
        Stopping = ct;
        await Prepare(ct);
        while (!ct.IsCancellationRequested)
        {
            var rows = await room.Write(GetType().Name, Claim);
            if (rows.Count == 0) break;
            // What was claimed is finished, also while the program stops: nobody has to wait for the leases to run out.
            await Parallel.ForEachAsync(rows, new ParallelOptions { MaxDegreeOfParallelism = room.AtOnce }, async (row, _) => await Attempt(row));
            touched += rows.Count;
        }
        return touched;
    }

    /// <summary>Looks at once instead of at the next poll.</summary>
    protected void Wake()
    {
        try
        {
            _wake.Release();
        }
        catch (SemaphoreFullException)
        {
            // Already awake.
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (room.Off) return;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Drain(stoppingToken);
                await _wake.WaitAsync(room.Poll, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception broken)
            {
                // The database is away: the rows wait in it.
                room.Tell(broken, GetType().Name);
                await Task.Delay(room.Poll, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    public override void Dispose()
    {
        _wake.Dispose();
        base.Dispose();
    }

    private async Task Attempt(TRow row)
    {
        try
        {
            await Do(row);
        }
        catch (LeaseLost)
        {
            // Whoever has the row now does it.
        }
        catch (Exception failure)
        {
            room.Tell(failure, Describe(row));
            await room.Write(GetType().Name, async db =>
            {
                await GiveBack(db, row, failure);
                return Done.Instance;
            });
        }
    }
}
