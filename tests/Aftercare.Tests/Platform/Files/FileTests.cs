using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Aftercare.Platform;
using NodaTime;
using SkiaSharp;

namespace Aftercare.Tests.Platform.Files;

public sealed class FileTests(FileApp app) : IClassFixture<FileApp>
{
    private static readonly byte[] Png = Picture(SKEncodedImageFormat.Png, 40, 20);

    [Fact]
    [Trait("Requirement", "R1519")]
    public async Task A_file_is_sent_attached_and_read_back_to_the_byte()
    {
        var company = await app.FoundCompany();
        var agent = Agent(company);
        var http = app.ClientFor(agent);

        var card = await (await http.PostAsync("/api/files", FileApp.Form(Png, "现场 照片.png"))).Read<FileCard>();
        await app.Run(agent, new AttachFiles.Command([card.Id], 2));
        var answer = await http.GetAsync(card.Href);

        Assert.Equal(("现场 照片.png", "image/png", (long)Png.Length, true), (card.Name, card.MediaType, card.Size, card.HasThumbnail));
        Assert.Equal(Png, await answer.Content.ReadAsByteArrayAsync());
        Assert.Equal("image/png", answer.Content.Headers.ContentType!.ToString());
        Assert.Equal(("inline", "现场 照片.png"), (answer.Content.Headers.ContentDisposition!.DispositionType, answer.Content.Headers.ContentDisposition.FileNameStar));
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal([card], await app.Look(company.Id, db => new Aftercare.Platform.Files().Of(db, "note", 2, default)));
    }

    [Fact]
    public async Task The_body_itself_can_be_the_file_and_a_part_of_it_can_be_asked_for()
    {
        var company = await app.FoundCompany();
        var http = app.ClientFor(Agent(company));

        var card = await (await http.PostAsync("/api/files?name=notes.txt", new ByteArrayContent("0123456789"u8.ToArray()) { Headers = { ContentType = new("application/octet-stream") } })).Read<FileCard>();
        using var part = new HttpRequestMessage(HttpMethod.Get, card.Href) { Headers = { Range = new RangeHeaderValue(3, 5) } };
        var answer = await http.SendAsync(part);

        Assert.Equal((HttpStatusCode.PartialContent, "345"), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition!.DispositionType);
    }

    [Fact]
    public async Task Who_may_not_read_the_record_finds_no_file()
    {
        var (company, other) = (await app.FoundCompany(), await app.FoundCompany());
        var agent = Agent(company);
        var (seen, unseen) = (await Send(agent, Png, "a.png"), await Send(agent, Png, "b.png"));
        await app.Run(agent, new AttachFiles.Command([seen.Id], 2));
        await app.Run(agent, new AttachFiles.Command([unseen.Id], 3));

        Assert.Equal(HttpStatusCode.OK, await Status(company.Person("desk.read"), seen));
        Assert.Equal(HttpStatusCode.NotFound, await Status(company.Person("parts.read"), seen));
        Assert.Equal(HttpStatusCode.NotFound, await Status(agent, unseen));
        Assert.Equal(HttpStatusCode.NotFound, await Status(other.Person("desk.read"), seen));
        Assert.Equal(HttpStatusCode.NotFound, await Status(Caller.Anonymous(company.Id), seen));
        Assert.Equal(HttpStatusCode.NotFound, await Status(Caller.Anonymous(), seen));
        Assert.Equal(HttpStatusCode.NotFound, (await app.ClientFor(other.Person("desk.read")).GetAsync(seen.ThumbnailHref)).StatusCode);
    }

    [Fact]
    public async Task Before_it_is_attached_only_its_sender_has_a_file()
    {
        var company = await app.FoundCompany();
        var (agent, colleague) = (Agent(company, 1), Agent(company, 2));
        var file = await Send(agent, Png, "a.png");

        Assert.Equal(HttpStatusCode.OK, await Status(agent, file));
        Assert.Equal(HttpStatusCode.NotFound, await Status(colleague, file));
        Assert.Equal("file.not-found", await TestApp.CodeOf(() => app.Run(colleague, new AttachFiles.Command([file.Id], 2))));
        await app.Run(agent, new AttachFiles.Command([file.Id], 2));
        await app.Run(agent, new AttachFiles.Command([file.Id], 2));
        Assert.Equal("file.attached-elsewhere", await TestApp.CodeOf(() => app.Run(agent, new AttachFiles.Command([file.Id], 4))));
        Assert.Equal("file.not-found", await TestApp.CodeOf(() => app.Run(agent, new AttachFiles.Command([new(999)], 4))));
    }

    [Fact]
    public async Task Strangers_send_nothing_and_visitors_of_the_portal_may()
    {
        var company = await app.FoundCompany();

        var stranger = await app.ClientFor(Caller.Anonymous(company.Id)).PostAsync("/api/files", FileApp.Form(Png, "a.png"));
        var visitor = await app.ClientFor(Caller.Anonymous(company.Id, "portal.report")).PostAsync("/api/files", FileApp.Form(Png, "a.png"));

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Created), (stranger.StatusCode, visitor.StatusCode));
    }

    [Theory]
    [MemberData(nameof(Contents))]
    public async Task The_type_is_told_by_the_bytes(string name, byte[] content, string? type)
    {
        using var stream = new MemoryStream(content);

        Assert.True(type == await FileTypes.Of(stream, default), name);
        Assert.Equal(0, stream.Position);
    }

    public static TheoryData<string, byte[], string?> Contents { get; } = new()
    {
        { "png", Picture(SKEncodedImageFormat.Png, 4, 4), "image/png" },
        { "jpeg", Picture(SKEncodedImageFormat.Jpeg, 4, 4), "image/jpeg" },
        { "webp", Picture(SKEncodedImageFormat.Webp, 4, 4), "image/webp" },
        { "heic", [0, 0, 0, 24, .. "ftypheic"u8, 0, 0, 0, 0], "image/heic" },
        { "mp4", [0, 0, 0, 24, .. "ftypisom"u8, 0, 0, 0, 0], "video/mp4" },
        { "pdf", "%PDF-1.7\n"u8.ToArray(), "application/pdf" },
        { "xlsx", Zip("[Content_Types].xml", "xl/workbook.xml"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
        { "docx", Zip("[Content_Types].xml", "word/document.xml"), "application/vnd.openxmlformats-officedocument.wordprocessingml.document" },
        { "text", "空调不制冷，E5 故障\n"u8.ToArray(), "text/plain" },
        { "text cut in a character", [.. Encoding.UTF8.GetBytes(new string('空', 2000))], "text/plain" },
        { "macros", Zip("[Content_Types].xml", "xl/workbook.xml", "xl/vbaProject.bin"), null },
        { "archive", Zip("readme.txt"), null },
        { "broken archive", [(byte)'P', (byte)'K', 3, 4, 1, 2, 3], null },
        { "page", "\n<!DOCTYPE html><script>alert(1)</script>"u8.ToArray(), null },
        { "svg", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"u8.ToArray(), null },
        { "script", "#!/bin/sh\nrm -rf /"u8.ToArray(), null },
        { "program", [(byte)'M', (byte)'Z', 0x90, 0, 3, 0, 0, 0], null },
        { "elf", [0x7F, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1, 0], null },
        { "gb18030", [0xBF, 0xD5, 0xB5, 0xF7], "text/plain" },
        { "latin-1", [0xE9, 0x20, 0xFC, 0x20, 0xE8, 0x20, 0xE0, 0x20], null },
    };

    [Fact]
    public async Task What_is_not_taken_is_refused_with_a_code_and_leaves_nothing_behind()
    {
        var company = await app.FoundCompany();
        var http = app.ClientFor(Agent(company));
        var before = app.Contents();

        Assert.Equal("file.type-not-taken", await (await http.PostAsync("/api/files", FileApp.Form("<html>"u8.ToArray(), "photo.png"))).Code());
        Assert.Equal("file.empty", await (await http.PostAsync("/api/files", FileApp.Form([], "photo.png"))).Code());
        Assert.Equal("file.missing", await (await http.PostAsync("/api/files", new MultipartFormDataContent { { new StringContent("x"), "other" } })).Code());
        var large = await http.PostAsync("/api/files", FileApp.Form(new byte[(20 << 20) + 1], "large.png"));
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "file.too-large"), (large.StatusCode, await large.Code()));
        Assert.Equal(before, app.Contents());
    }

    [Fact]
    public async Task Names_cannot_break_out()
    {
        var company = await app.FoundCompany();

        var file = await app.Room.Stage(Agent(company), new MemoryStream(Png), "../../etc/\"evil\u202Egnp.\r\nexe", default);

        Assert.Equal("evilgnp.exe", file.Name);
    }

    [Fact]
    public async Task The_same_bytes_are_kept_once_and_go_with_the_last_who_wants_them()
    {
        var (company, other) = (await app.FoundCompany(), await app.FoundCompany());
        var bytes = Picture(SKEncodedImageFormat.Png, 31, 7);
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
        var (kept, orphan, theirs) = (await Send(Agent(company), bytes, "a.png"), await Send(Agent(company), bytes, "b.png"), await Send(Agent(other), bytes, "c.png"));
        await app.Run(Agent(company), new AttachFiles.Command([kept.Id], 2));
        Assert.Single(app.Contents(), hash);

        app.Wait(Duration.FromHours(23));
        await app.Sweep(company);
        Assert.Equal(HttpStatusCode.OK, await Status(Agent(company), orphan));

        app.Wait(Duration.FromHours(2));
        await app.Sweep(company);
        await app.Sweep(other);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound, HttpStatusCode.NotFound), (await Status(Agent(company), kept), await Status(Agent(company), orphan), await Status(Agent(other), theirs)));
        Assert.Single(app.Contents(), hash);

        await app.Run(Agent(company), new AttachFiles.Command([kept.Id], 2, Detach: true));
        app.Wait(Duration.FromHours(25));
        await app.Sweep(company);
        Assert.DoesNotContain(hash, app.Contents());
        Assert.Equal(HttpStatusCode.NotFound, await Status(Agent(company), kept));
    }

    [Fact]
    public async Task A_content_goes_only_when_no_company_has_a_use_for_it_and_a_live_file_is_never_forgotten()
    {
        var (company, other) = (await app.FoundCompany(), await app.FoundCompany());
        var bytes = Picture(SKEncodedImageFormat.Png, 41, 43);
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
        var (mine, theirs) = (await Send(Agent(company), bytes, "a.png"), await Send(Agent(other), bytes, "b.png"));
        var sweeper = Caller.System("sweep", null);
        async Task<(bool Used, bool Mine, bool Theirs)> Stand() => (
            (await app.Ask(sweeper, new ContentInUse.Query(hash))).Yes,
            (await app.Ask(sweeper, new DoomedFiles.Query())).Files.Contains(new(mine.Id, company.Id, hash)),
            (await app.Ask(sweeper, new DoomedFiles.Query())).Files.Contains(new(theirs.Id, other.Id, hash)));
        Assert.Equal((true, false, false), await Stand());

        app.Wait(Duration.FromHours(25));
        await app.Tick(company.Id, typeof(SweepFiles));
        Assert.Equal((true, true, false), await Stand());
        await app.Tick(other.Id, typeof(SweepFiles));
        Assert.Equal((false, true, true), await Stand());

        await app.Run(company.System, new ForgetFile.Command(mine.Id));
        Assert.Equal((false, false, true), await Stand());
        // Wanted again meanwhile, the file that stands now stays whoever tries.
        var again = await app.Run(Agent(company), new StageFile.Command("a.png", "image/png", bytes.Length, hash));
        await app.Run(company.System, new ForgetFile.Command(again.Id));
        Assert.Equal((true, false, true), await Stand());
        Assert.Equal((hash, "a.png", "image/png"), await app.Ask(Agent(company), new ReadFile.Query(again.Id)) is var read ? (read.Hash, read.Name, read.MediaType) : default);
        Assert.Equal("file.not-found", await TestApp.CodeOf(() => app.Ask(Agent(other), new ReadFile.Query(again.Id))));
    }

    [Fact]
    public async Task Nobody_sweeps_by_hand_and_strangers_stage_nothing_past_the_door()
    {
        var company = await app.FoundCompany();
        var administrator = company.Person([.. Aftercare.Modules.Identity.RoleBook.AllPermissions]);
        Func<Task>[] attempts =
        [
            () => app.Ask(administrator, new DoomedFiles.Query()), () => app.Ask(administrator, new ContentInUse.Query("x")),
            () => app.Run(administrator, new ForgetFile.Command(new(1))), () => app.Run(administrator, new SweepFiles.Command()),
        ];

        foreach (var attempt in attempts) Assert.Equal("permission.missing", await TestApp.CodeOf(attempt));
        Assert.Equal("sign-in.required", await TestApp.CodeOf(() => app.Run(Caller.Anonymous(company.Id), new StageFile.Command("a", "text/plain", 1, "x"))));
    }

    [Fact]
    public async Task Bytes_that_come_again_while_the_old_ones_go_stay()
    {
        var company = await app.FoundCompany();
        var bytes = Picture(SKEncodedImageFormat.Png, 13, 17);
        await Send(Agent(company), bytes, "a.png");
        app.Wait(Duration.FromHours(25));
        await app.Tick(company.Id, typeof(SweepFiles));

        var again = await Send(Agent(company), bytes, "b.png");
        await app.Room.Clear(default);

        Assert.Equal(HttpStatusCode.OK, await Status(Agent(company), again));
    }

    [Fact]
    [Trait("Requirement", "R1521")]
    public async Task The_same_photo_at_another_record_is_found()
    {
        var company = await app.FoundCompany();
        var bytes = Picture(SKEncodedImageFormat.Png, 19, 23);
        var (first, second) = (await Send(Agent(company), bytes, "a.png"), await Send(Agent(company), bytes, "b.png"));
        await app.Run(Agent(company), new AttachFiles.Command([first.Id], 2));
        await app.Run(Agent(company), new AttachFiles.Command([second.Id], 4));

        Assert.Equal([("note", 2L)], await app.Look(company.Id, db => new Aftercare.Platform.Files().SameContent(db, second.Id, default)));
    }

    [Fact]
    public async Task A_thumbnail_is_small_upright_and_carries_no_notes()
    {
        var company = await app.FoundCompany();
        // 800x400, left half red, turned by the camera: orientation 6 means a quarter turn to the right.
        var photo = WithOrientation(Picture(SKEncodedImageFormat.Jpeg, 800, 400), 6);
        var file = await Send(Agent(company), photo, "photo.jpg");

        var answer = await app.ClientFor(Agent(company)).GetAsync(file.ThumbnailHref);
        var bytes = await answer.Content.ReadAsByteArrayAsync();

        using var small = SKBitmap.Decode(bytes);
        Assert.Equal("image/webp", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal((160, 320), (small.Width, small.Height));
        Assert.True(small.GetPixel(80, 60) is { Red: > 180, Blue: < 80 } && small.GetPixel(80, 260) is { Blue: > 180, Red: < 80 });
        Assert.False(bytes.AsSpan().IndexOf("Exif"u8) >= 0);
        Assert.Equal(photo, await app.ClientFor(Agent(company)).GetByteArrayAsync(file.Href));
    }

    [Fact]
    public async Task A_picture_that_promises_too_much_is_not_drawn()
    {
        var bomb = Picture(SKEncodedImageFormat.Png, 4, 4);
        // Width and height of the PNG header: 60,000 x 60,000.
        BitConverter.GetBytes(60_000).Reverse().ToArray().CopyTo(bomb, 16);
        BitConverter.GetBytes(60_000).Reverse().ToArray().CopyTo(bomb, 20);
        var company = await app.FoundCompany();
        var file = await Send(Agent(company), bomb, "bomb.png");

        Assert.Equal(HttpStatusCode.NotFound, (await app.ClientFor(Agent(company)).GetAsync(file.ThumbnailHref)).StatusCode);
    }

    private static Caller Agent(TestCompany company, long account = 1) => company.Person("desk.read") with { Account = new(account) };

    private Task<FileCard> Send(Caller caller, byte[] content, string name) => app.Room.Stage(caller, new MemoryStream(content), name, default);

    private async Task<HttpStatusCode> Status(Caller caller, FileCard file) => (await app.ClientFor(caller).GetAsync(file.Href)).StatusCode;

    /// <summary>The left half red, the right half blue.</summary>
    internal static byte[] Picture(SKEncodedImageFormat format, int width, int height)
    {
        using var surface = SKSurface.Create(new SKImageInfo(width, height));
        surface.Canvas.Clear(SKColors.Blue);
        surface.Canvas.DrawRect(0, 0, width / 2f, height, new SKPaint { Color = SKColors.Red });
        using var image = surface.Snapshot();
        return image.Encode(format, 95).ToArray();
    }

    // An APP1 segment with one tag, behind the start of the JPEG.
    private static byte[] WithOrientation(byte[] jpeg, byte orientation)
    {
        byte[] exif = [.. "Exif\0\0"u8, .. "MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0];
        return [0xFF, 0xD8, 0xFF, 0xE1, 0, (byte)(exif.Length + 2), .. exif, .. jpeg[2..]];
    }

    private static byte[] Zip(params string[] names)
    {
        using var buffer = new MemoryStream();
        using (var zip = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var name in names) zip.CreateEntry(name);
        return buffer.ToArray();
    }
}
