using System.Net.Http.Headers;
using Aftercare.Platform;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Aftercare.Tests.Platform.Files;

/// <summary>The product with a record kind of the test's, whose files anybody with `desk.read` may see when its number is even.</summary>
public class FileApp : TestApp
{
    internal FileRoom Room => Services.GetRequiredService<FileRoom>();

    protected override void Configure(IWebHostBuilder builder) => builder.ConfigureTestServices(services => services.AddModule("Tests", module => module
        .Slices(typeof(AttachFiles))
        .Contribute(new FileOwner("note", (db, record, _) => Task.FromResult(db.Caller.May("desk.read") && record % 2 == 0)))));

    internal static HttpContent Form(byte[] content, string name)
    {
        var file = new ByteArrayContent(content);
        file.Headers.ContentType = new MediaTypeHeaderValue("application/x-lie");
        return new MultipartFormDataContent { { new StringContent("token"), "other" }, { file, "file", name } };
    }

    /// <summary>The names of the contents in the store.</summary>
    internal List<string> Contents() => Directory.Exists(Path.Combine(Folder, "files"))
        ? [.. Directory.EnumerateFiles(Path.Combine(Folder, "files"), "*", SearchOption.AllDirectories).Select(file => Path.GetFileName(file)!)]
        : [];

    internal async Task Sweep(TestCompany company)
    {
        await Tick(company.Id, typeof(SweepFiles));
        await Room.Clear(default);
    }

    internal void Wait(Duration duration) => Time.Pass(duration);
}

internal static class AttachFiles
{
    [Needs(NeedsAttribute.Nothing)]
    internal sealed record Command(IReadOnlyList<FileId> Files, long Record, bool Detach = false) : ICommand<Done>;

    internal sealed class Handler(AppDb db, IFiles files) : IHandle<Command, Done>
    {
        public async Task<Done> Handle(Caller caller, Command command, CancellationToken ct)
        {
            if (command.Detach) await files.Detach(db, command.Files[0], "note", command.Record, ct);
            else await files.Attach(db, command.Files, "note", command.Record, ct);
            await db.SaveChangesAsync(ct);
            return Done.Instance;
        }
    }
}
