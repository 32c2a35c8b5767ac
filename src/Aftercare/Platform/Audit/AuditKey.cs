using System.Security.Cryptography;

namespace Aftercare.Platform;

/// <summary>The key of the audit trail: kept outside the database, so that whoever can write the database cannot forge it.</summary>
public sealed class AuditKey
{
    internal AuditKey(byte[] value) => Value = value;

    internal byte[] Value { get; }

    /// <summary>From `Audit:Key` (base64), or from `audit.key` in the data folder, which is made at the first start, readable by the owner only.</summary>
    internal static AuditKey From(IConfiguration configuration, string dataFolder)
    {
        if (configuration["Audit:Key"] is { Length: > 0 } configured) return new(Convert.FromBase64String(configured));
        var file = Path.Combine(dataFolder, "audit.key");
        if (!File.Exists(file))
        {
            Directory.CreateDirectory(dataFolder);
            using var stream = new FileStream(file, new FileStreamOptions
            {
                Mode = FileMode.CreateNew, Access = FileAccess.Write,
            });
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            using var writer = new StreamWriter(stream);
            writer.Write(Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
        }
        return new(Convert.FromBase64String(File.ReadAllText(file).Trim()));
    }
}
