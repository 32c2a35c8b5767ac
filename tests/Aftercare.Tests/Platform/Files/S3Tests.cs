using System.Net;
using System.Security.Cryptography;
using Aftercare.Platform;
using Microsoft.AspNetCore.Hosting;
using NodaTime;
using SkiaSharp;

namespace Aftercare.Tests.Platform.Files;

/// <summary>The product with its contents in a bucket.</summary>
public sealed class S3App : FileApp
{
    internal S3StandIn S3 { get; } = new();

    internal string Secret { get; init; } = S3StandIn.SecretKey;

    protected override void Configure(IWebHostBuilder builder)
    {
        base.Configure(builder);
        builder.UseSetting("Files:S3:Endpoint", S3.Endpoint);
        builder.UseSetting("Files:S3:Bucket", S3StandIn.Bucket);
        builder.UseSetting("Files:S3:AccessKey", S3StandIn.AccessKey);
        builder.UseSetting("Files:S3:SecretKey", Secret);
        builder.UseSetting("Files:S3:Tls", "false");
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await S3.DisposeAsync();
    }
}

public sealed class S3Tests(S3App app) : IClassFixture<S3App>
{
    [Fact]
    public async Task Contents_are_kept_once_read_back_in_part_drawn_and_removed()
    {
        var company = await app.FoundCompany();
        var agent = company.Person("desk.read") with { Account = new(1) };
        var http = app.ClientFor(agent);
        var bytes = FileTests.Picture(SKEncodedImageFormat.Png, 640, 480);
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));

        var file = await (await http.PostAsync("/api/files", FileApp.Form(bytes, "a.png"))).Read<FileCard>();
        await http.PostAsync("/api/files", FileApp.Form(bytes, "b.png"));

        Assert.Equal([$"/{S3StandIn.Bucket}/{hash[..2]}/{hash}"], app.S3.Objects.Keys);
        Assert.Equal(bytes, app.S3.Objects.Values.Single());
        Assert.Equal(bytes, await http.GetByteArrayAsync(file.Href));
        using var part = new HttpRequestMessage(HttpMethod.Get, file.Href) { Headers = { Range = new(8, 15) } };
        Assert.Equal(bytes[8..16], await (await http.SendAsync(part)).Content.ReadAsByteArrayAsync());
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(file.ThumbnailHref)).StatusCode);
        Assert.DoesNotContain(app.Contents(), name => name == hash);

        app.Wait(Duration.FromHours(25));
        await app.Sweep(company);
        Assert.Empty(app.S3.Objects);
        Assert.Equal(0, app.S3.Refused);
    }

    [Fact]
    public async Task A_wrong_secret_keeps_nothing()
    {
        await using var wrong = new S3App { Secret = "wrong" };
        var agent = (await wrong.FoundCompany()).Person() with { Account = new(1) };

        await Assert.ThrowsAnyAsync<Exception>(() => wrong.Room.Stage(agent, new MemoryStream("text"u8.ToArray()), "a.txt", default));

        Assert.Empty(wrong.S3.Objects);
        Assert.True(wrong.S3.Refused > 0);
    }
}
