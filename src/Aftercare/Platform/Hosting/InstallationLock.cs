namespace Aftercare.Platform;

/// <summary>
/// A SQLite installation has one writing process: it holds this lock beside the database file for as long as it lives.
/// The operating system lets go of it when the process dies. PostgreSQL needs none.
/// </summary>
internal sealed class InstallationLock(Engine engine) : IDisposable
{
    private FileStream? _held;

    /// <summary>True when this process may write now; false when another one does.</summary>
    public bool TryTake()
    {
        if (engine is not SqliteEngine sqlite || _held is not null) return true;
        var file = Path.GetFullPath(sqlite.File) + ".lock";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            _held = new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return true;
        }
        catch (IOException held) when (IsHeldByOther(held))
        {
            return false;
        }
        catch (Exception denied) when (denied is UnauthorizedAccessException or IOException)
        {
            throw new SetUpProblem($"The folder of the database cannot be written: {denied.Message}");
        }
    }

    public void Dispose() => _held?.Dispose();

    // EAGAIN on Linux and macOS, the two sharing violations on Windows.
    private static bool IsHeldByOther(IOException problem) => (problem.HResult & 0xFFFF) is 11 or 35 or 32 or 33;
}
