using System.Data.Common;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using Aftercare.Tests.Platform.Files;
using Aftercare.Tests.Shells;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Aftercare.Tests.Platform;

/// <summary>The real program backs up what a busy application holds, and restores it into an empty place.</summary>
public sealed class BackupTests(FileApp app) : IClassFixture<FileApp>
{
    [Fact]
    [Trait("Requirement", "R1523")]
    public async Task A_backup_taken_at_rest_is_restored_row_by_row_and_file_by_file()
    {
        await Fill(20);
        using var source = Source();
        using var place = Empty();
        var archive = Path.Combine(source.Folder, "backup.zip");

        var (backup, restore) = (await source.Run("backup", archive, "--with-keys"), await place.Run("restore", archive));

        Assert.Equal((0, ""), (backup.Code, backup.Error));
        Assert.Equal((0, ""), (restore.Code, restore.Error));
        var (here, there) = (await Rows(app.Database), await Rows(place.Database));
        Assert.Equal(here.Keys, there.Keys);
        foreach (var (table, rows) in here) Assert.Equal(rows, there[table]);
        Assert.True(here["files"].Count >= 20 && here["audit_entries"].Count > 0);
        Assert.Equal(Contents(app.Folder), Contents(place.Folder));
        Assert.Equal(File.ReadAllText(Path.Combine(app.Folder, "audit.key")), File.ReadAllText(Path.Combine(place.Folder, "audit.key")));
        Assert.Equal("", (await place.Run("verify-audit")).Error);
        Assert.Contains("status\":\"Healthy", await Get(await place.Serve(), "/health/ready"), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "R1523")]
    public async Task A_backup_taken_under_load_is_one_moment_of_the_company()
    {
        await Fill(5);
        using var source = Source();
        using var place = Empty();
        using var stop = new CancellationTokenSource();
        var archive = Path.Combine(source.Folder, "busy.zip");
        var load = Enumerable.Range(0, 4).Select(_ => Task.Run(async () => { while (!stop.IsCancellationRequested) await Fill(1); })).ToArray();

        var backup = await source.Run("backup", archive, "--with-keys");
        await stop.CancelAsync();
        await Task.WhenAll(load);
        var restore = await place.Run("restore", archive);

        Assert.Equal((0, 0, ""), (backup.Code, restore.Code, restore.Error));
        var (here, there) = (await Rows(app.Database), await Rows(place.Database));
        // Every restored row is a row of the company: files are only ever added here, and each came with its audit entry.
        Assert.Subset(here["files"].ToHashSet(), there["files"].ToHashSet());
        Assert.Equal(await Number(place.Database, "select sum(version) from (select version from files union all select version from companies) as roots"), there["audit_entries"].Count);
        Assert.Equal(0, (await place.Run("verify-audit")).Code);
        Assert.Subset(Contents(app.Folder).Keys.ToHashSet(), Contents(place.Folder).Keys.ToHashSet());
    }

    [Fact]
    public async Task An_archive_that_was_changed_is_refused_and_nothing_is_written()
    {
        await Fill(1);
        using var source = Source();
        using var place = Empty();
        var archive = Path.Combine(source.Folder, "backup.zip");
        Assert.Equal(0, (await source.Run("backup", archive)).Code);

        async Task<string> Refused(string name, Action<ZipArchive>? change, Func<byte[], byte[]>? bytes = null)
        {
            var copy = Path.Combine(source.Folder, name);
            File.WriteAllBytes(copy, (bytes ?? (all => all))(File.ReadAllBytes(archive)));
            if (change is not null)
            {
                using var zip = ZipFile.Open(copy, ZipArchiveMode.Update);
                change(zip);
            }
            var answer = await place.Run("restore", copy);
            Assert.Equal(3, answer.Code);
            Assert.Empty(Contents(place.Folder));
            return answer.Error;
        }
        static string DatabaseOf(ZipArchive zip) => zip.Entries.Single(entry => entry.FullName.StartsWith("database/", StringComparison.Ordinal)).FullName;

        Assert.Contains("is not what was backed up", await Refused("file.zip", zip => Replace(zip, zip.Entries.First(entry => entry.FullName.StartsWith("files/", StringComparison.Ordinal)).FullName, "other"u8.ToArray())), StringComparison.Ordinal);
        Assert.Contains("is not what was backed up", await Refused("database.zip", zip => Replace(zip, DatabaseOf(zip), "other"u8.ToArray())), StringComparison.Ordinal);
        Assert.Contains("does not hold the files", await Refused("less.zip", zip => zip.GetEntry(DatabaseOf(zip))!.Delete()), StringComparison.Ordinal);
        Assert.Contains("does not hold the files", await Refused("more.zip", zip => Replace(zip, "../evil", [1])), StringComparison.Ordinal);
        Assert.Contains("no manifest", await Refused("bare.zip", zip => zip.GetEntry("manifest.json")!.Delete()), StringComparison.Ordinal);
        Assert.Contains("damaged", await Refused("manifest.zip", zip => Replace(zip, "manifest.json", "{"u8.ToArray())), StringComparison.Ordinal);
        Assert.Contains("cannot be read", await Refused("cut.zip", null, all => all[..(all.Length / 2)]), StringComparison.Ordinal);
        Assert.Equal(0, (await place.Run("restore", archive)).Code);
    }

    [Fact]
    public async Task Only_an_empty_place_is_restored_into_and_without_keys_it_says_what_to_do()
    {
        await Fill(1);
        using var source = Source();
        using var place = Empty();
        var archive = Path.Combine(source.Folder, "backup.zip");
        Assert.Contains("without keys", (await source.Run("backup", archive)).Out, StringComparison.Ordinal);

        var (first, second, overwrite) = (await place.Run("restore", archive), await place.Run("restore", archive), await source.Run("backup", archive));

        Assert.Contains("put audit.key and keys/ of the old installation", first.Out, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(place.Folder, "audit.key")));
        Assert.Equal(3, second.Code);
        Assert.Contains("not empty", second.Error, StringComparison.Ordinal);
        Assert.Equal(3, overwrite.Code);
        Assert.Contains("exists already", overwrite.Error, StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(archive));
        using var zip = ZipFile.OpenRead(archive);
        Assert.DoesNotContain(zip.Entries, entry => entry.FullName.Contains("key", StringComparison.Ordinal));
    }

    private Cli Source() => new Cli(app.Database).With("Data__Folder", app.Folder);

    private static Cli Empty() => new(TestDatabase.Empty());

    private async Task Fill(int files)
    {
        var company = await app.FoundCompany("备份");
        var agent = company.Person("desk.read") with { Account = new(1) };
        for (var i = 0; i < files; i++)
        {
            var file = await app.Room.Stage(agent, new MemoryStream(Encoding.UTF8.GetBytes($"现场记录 {Guid.NewGuid()}")), $"{i}.txt", default);
            if (i % 3 == 0) continue;
            await app.Run(agent, new AttachFiles.Command([file.Id], 2));
        }
    }

    private static void Replace(ZipArchive zip, string name, byte[] content)
    {
        zip.GetEntry(name)?.Delete();
        using var entry = zip.CreateEntry(name).Open();
        entry.Write(content);
    }

    private static async Task<string> Get(Uri address, string path)
    {
        using var http = new HttpClient(new SocketsHttpHandler());
        return await http.GetStringAsync(new Uri(address, path));
    }

    /// <summary>Name and bytes of every kept content.</summary>
    private static SortedDictionary<string, string> Contents(string folder) => new(
        (Directory.Exists(Path.Combine(folder, "files")) ? Directory.EnumerateFiles(Path.Combine(folder, "files"), "*", SearchOption.AllDirectories) : [])
        .ToDictionary(file => Path.GetRelativePath(folder, file), File.ReadAllText), StringComparer.Ordinal);

    /// <summary>Every table of a database, every row as text, in order.</summary>
    private static async Task<SortedDictionary<string, List<string>>> Rows(string database)
    {
        await using var connection = await Connect(database);
        var names = await Query(connection, TestDatabase.OnPostgres
            ? "select tablename from pg_tables where schemaname = 'public'"
            : "select name from pragma_table_list where schema = 'main' and type = 'table' and name not like 'sqlite_%'");
        var tables = new SortedDictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var name in names) tables[name] = await Query(connection, $"select * from \"{name}\"");
        return tables;
    }

    private static async Task<long> Number(string database, string query)
    {
        await using var connection = await Connect(database);
        return long.Parse(Assert.Single(await Query(connection, query)), CultureInfo.InvariantCulture);
    }

    private static async Task<DbConnection> Connect(string database)
    {
        DbConnection connection = TestDatabase.OnPostgres ? new NpgsqlConnection(TestDatabase.ConnectionString(database)) : new SqliteConnection(TestDatabase.ConnectionString(database) + ";Pooling=false");
        await connection.OpenAsync();
        return connection;
    }

    private static async Task<List<string>> Query(DbConnection connection, string query)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = query;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetValue(i) switch { byte[] bytes => Convert.ToHexString(bytes), Array items => string.Join(',', items.Cast<object>()), var value => Convert.ToString(value, CultureInfo.InvariantCulture) })));
        rows.Sort(StringComparer.Ordinal);
        return rows;
    }
}
