using System.CommandLine;
using Aftercare.Platform;

namespace Aftercare.Shells.Commands;

/// <summary>`aftercare backup FILE.zip`: database and files, while the product works.</summary>
internal static class BackupCommand
{
    public static Command Make(Workplace place)
    {
        var file = new Argument<string>("FILE.zip") { Description = "The archive to write; it must not exist." };
        var keys = new Option<bool>("--with-keys") { Description = "Put the keys inside, too (audit.key and keys/): keep such an archive as secret as they are." };
        var command = new Command("backup", "Write a backup of database and files; works beside a running server.") { file, keys };
        command.SetAction((parsed, ct) => place.Do(Touches.Reads, async (services, token) =>
        {
            var path = place.PathOf(parsed.GetRequiredValue(file));
            var manifest = await ActivatorUtilities.CreateInstance<BackupWriter>(services).Write(path, parsed.GetValue(keys), token);
            await place.Out.WriteLineAsync($"{path}: {manifest.Rows.Values.Sum()} rows in {manifest.Rows.Count} tables, {manifest.Members.Count(member => member.Name.StartsWith("files/", StringComparison.Ordinal))} files{(manifest.WithKeys ? ", with keys" : ", without keys")}");
            foreach (var missing in manifest.Missing) await place.Error.WriteLineAsync($"The content of an attached file was already lost: {missing}");
            return manifest.Missing.Count == 0 ? 0 : CommandLine.Failed;
        }, ct));
        return command;
    }
}
