namespace Aftercare.Platform;

/// <summary>
/// A SQLite installation has one writing process: it holds this lock beside the database file for as long as it lives.
/// The operating system lets go of it when the process dies. PostgreSQL needs none.
/// </summary>
internal sealed class InstallationLock(Engine engine, IConfiguration settings) : IDisposable
{
    private FileStream? _held;

    /// <summary>True when this process may write now; false when another one does.</summary>
    public bool TryTake()
    {
        try
        {
            MakeDataFolder();
            if (engine is not SqliteEngine sqlite || _held is not null) return true;
            var file = Path.GetFullPath(sqlite.File) + ".lock";
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
            throw new SetUpProblem($"The data folder cannot be written: {denied.Message}");
        }
    }

    // Keys and customers' files lie there: nobody but the owner may look in.
    private void MakeDataFolder()
    {
        var folder = PlatformModule.DataFolder(settings);
        if (Directory.Exists(folder)) return;
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public void Dispose() => _held?.Dispose();

    // EAGAIN on Linux and macOS, the two sharing violations on Windows.
    private static bool IsHeldByOther(IOException problem) => (problem.HResult & 0xFFFF) is 11 or 35 or 32 or 33;
}
