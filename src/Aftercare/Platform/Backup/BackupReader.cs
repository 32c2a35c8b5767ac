using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Platform;

/// <summary>Puts a backup into an empty place: everything is checked before the first byte is written, and counted afterwards.</summary>
internal sealed class BackupReader(Engine engine, FileRoom room, IConfiguration configuration)
{
    private readonly string _folder = PlatformModule.DataFolder(configuration);

    /// <summary>Restores; throws <see cref="SetUpProblem"/> when the archive is not whole and unchanged, or the place not empty.</summary>
    public async Task<BackupManifest> Restore(string path, CancellationToken ct)
    {
        using var zip = Open(path);
        var manifest = await Check(zip, ct);
        var database = DatabaseCopy.Of(engine);
        await RequireEmpty(database, ct);
        CheckFits(manifest);

        var staging = Directory.CreateDirectory(Path.Combine(_folder, "restore"));
        try
        {
            // The database comes last: without it, a restore that broke off is no installation.
            foreach (var member in manifest.Members.Where(member => member.Name != database.Member)) await Place(zip, member, staging.FullName, ct);
            var copy = Path.Combine(staging.FullName, "database");
            Extract(zip, database.Member, copy);
            var rows = await database.Restore(copy, ct);
            if (!rows.SequenceEqual(manifest.Rows)) throw new SetUpProblem("The restored database does not have the rows that were backed up.");
            return manifest;
        }
        finally
        {
            staging.Delete(recursive: true);
        }
    }

    private static ZipArchive Open(string path)
    {
        try
        {
            return ZipFile.OpenRead(path);
        }
        catch (Exception unreadable) when (unreadable is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            throw new SetUpProblem($"{path} cannot be read: {unreadable.Message}");
        }
    }

    /// <summary>Every member must be there, none more, each with its digest.</summary>
    private static async Task<BackupManifest> Check(ZipArchive zip, CancellationToken ct)
    {
        try
        {
            var entry = zip.GetEntry(BackupManifest.Name) ?? throw new SetUpProblem("This is no backup of Aftercare: it has no manifest.");
            BackupManifest manifest;
            await using (var json = entry.Open()) manifest = BackupManifest.Read(json) ?? throw new SetUpProblem("The manifest is empty.");
            var present = zip.Entries.Select(member => member.FullName).Where(name => name != BackupManifest.Name).Order(StringComparer.Ordinal);
            if (!present.SequenceEqual(manifest.Members.Select(member => member.Name).Order(StringComparer.Ordinal))) throw new SetUpProblem("The backup was changed: it does not hold the files that its manifest names.");
            foreach (var member in manifest.Members)
            {
                await using var content = zip.GetEntry(member.Name)!.Open();
                if (Convert.ToHexStringLower(await SHA256.HashDataAsync(content, ct)) != member.Sha256) throw new SetUpProblem($"The backup was changed or is damaged: {member.Name} is not what was backed up.");
            }
            return manifest;
        }
        catch (Exception damaged) when (damaged is InvalidDataException or JsonException or EndOfStreamException)
        {
            throw new SetUpProblem($"The backup is damaged: {damaged.Message}");
        }
    }

    private async Task RequireEmpty(DatabaseCopy database, CancellationToken ct)
    {
        if (!await database.PlaceIsEmpty(ct)) throw new SetUpProblem($"The {engine.Name} database of this place is not empty. Nothing was restored.");
        // Keys and settings of the old installation may have been put there first.
        string[] allowed = ["audit.key", "keys", "settings.json", "local"];
        var others = Directory.Exists(_folder) ? Directory.EnumerateFileSystemEntries(_folder).Select(Path.GetFileName).Where(name => !allowed.Contains(name) && !name!.EndsWith(".lock", StringComparison.Ordinal)).ToList() : [];
        if (others.Count > 0) throw new SetUpProblem($"{_folder} is not empty ({others[0]}). Nothing was restored.");
    }

    private void CheckFits(BackupManifest manifest)
    {
        if (manifest.Engine != engine.Name) throw new SetUpProblem($"The backup is of a {manifest.Engine} database; this place is set to {engine.Name}.");
        using var db = engine.NewSession(null!);
        if (!db.Database.GetMigrations().Contains(manifest.Migration)) throw new SetUpProblem($"The backup was written by a later version ({manifest.Version}) than this one.");
    }

    private async Task Place(ZipArchive zip, BackupMember member, string staging, CancellationToken ct)
    {
        if (member.Name.StartsWith("files/", StringComparison.Ordinal))
        {
            var content = Path.Combine(staging, "content");
            Extract(zip, member.Name, content);
            await room.Store.Keep(member.Sha256, content, ct);
            return;
        }
        var place = Path.GetFullPath(Path.Combine(_folder, member.Name));
        if (!place.StartsWith(_folder + Path.DirectorySeparatorChar, StringComparison.Ordinal)) throw new SetUpProblem($"The backup names a file outside of the place: {member.Name}");
        Directory.CreateDirectory(Path.GetDirectoryName(place)!);
        if (!File.Exists(place)) Extract(zip, member.Name, place);
    }

    private static void Extract(ZipArchive zip, string name, string path)
    {
        zip.GetEntry(name)!.ExtractToFile(path);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }
}
