using System.CommandLine;
using Aftercare.Platform;

namespace Aftercare.Shells.Commands;

/// <summary>`aftercare restore FILE.zip`: a backup into an empty place.</summary>
internal static class RestoreCommand
{
    public static Command Make(Workplace place)
    {
        var file = new Argument<string>("FILE.zip") { Description = "An archive that `backup` wrote." };
        var into = new Option<string?>("--into") { Description = "The data folder to restore into; it must be empty, as must the database." };
        var command = new Command("restore", "Restore a backup into an empty place, and compare what is there afterwards.") { file, into };
        command.SetAction((parsed, ct) =>
        {
            string[] settings = parsed.GetValue(into) is { } folder ? [$"--Data:Folder={place.PathOf(folder)}"] : [];
            return place.Do(Touches.Foundation, async (services, token) =>
            {
                var manifest = await ActivatorUtilities.CreateInstance<BackupReader>(services).Restore(place.PathOf(parsed.GetRequiredValue(file)), token);
                await place.Out.WriteLineAsync($"Restored the backup of {manifest.At}: {manifest.Rows.Values.Sum()} rows in {manifest.Rows.Count} tables, compared.");
                if (!BackupWriter.KeysIn(PlatformModule.DataFolder(services.GetRequiredService<IConfiguration>())).Any())
                    await place.Out.WriteLineAsync("Before the first start, put audit.key and keys/ of the old installation into the data folder (or set Audit:Key): with a new key the old audit trail cannot be verified.");
                return 0;
            }, ct, settings);
        });
        return command;
    }
}
