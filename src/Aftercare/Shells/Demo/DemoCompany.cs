using System.Globalization;
using Aftercare.Modules.Identity;
using Aftercare.Platform;
using NodaTime;
using NodaTime.Text;
using SkiaSharp;

namespace Aftercare.Shells.Demo;

/// <summary>One way to sign in to the demo company, as it is printed at start.</summary>
internal sealed record DemoSignIn(string Role, string Account, string Password);

/// <summary>
/// The company a first-time visitor meets. It is made of commands through the gateway alone, in the order of
/// <see cref="Steps"/>; each step is a file of its own. A load that was interrupted goes on where it stopped.
/// </summary>
internal static class DemoCompany
{
    private const string Done = "demo.loaded";
    private const string Owner = "demo.company";
    private const string Arrived = "demo.arrival";

    /// <summary>What happens in the demo, one file each. A step sends commands with <see cref="DemoStage.Run{T}"/>.</summary>
    private static readonly (string Name, Func<DemoStage, Task> Play)[] Steps =
    [
        ("company", stage => stage.Run(new FoundCompany.Command("无忧电器服务（演示）"))),
        ("people", DemoPeople.Play),
        ("things", DemoThings.Play),
        ("rules", DemoRules.Play),
        ("work", DemoWork.Play),
        ("today", DemoToday.Play),
        ("after", DemoAfter.Play),
    ];

    /// <summary>Printed by `serve --demo` and `demo`.</summary>
    public static IReadOnlyList<DemoSignIn> SignIns => DemoPeople.SignIns;

    /// <summary>Loads the demo company unless it is there.</summary>
    public static async Task Load(IServiceProvider services, TextWriter output, CancellationToken ct)
    {
        var gateway = services.GetRequiredService<Gateway>();
        var product = Caller.System("demo", null);
        if ((await gateway.Ask(product, new ReadMark.Query(Done), ct)).Value is not null) return;

        await output.WriteLineAsync("Loading the demo company…");
        var company = (await gateway.Ask(product, new ReadMark.Query(Owner), ct)).Value;
        if (company is null)
        {
            company = services.GetRequiredService<IdBlocks>().Next().ToString(CultureInfo.InvariantCulture);
            await gateway.Run(product, new SetMark.Command(Owner, company), ct);
        }
        var id = new CompanyId(long.Parse(company, CultureInfo.InvariantCulture));
        var world = new DemoWorld
        {
            Arrival = await Arrival(gateway, product, services.GetRequiredService<IClock>(), ct), Days = services.GetRequiredService<IConfiguration>().GetValue("Demo:Days", 90),
        };
        foreach (var (name, play) in Steps) await play(new(services, id, name, world, ct));
        await gateway.Run(product, new SetMark.Command(Done, company), ct);
    }

    // The load looks back from one moment, which a resumed load keeps: its commands must be the same ones.
    private static async Task<Instant> Arrival(Gateway gateway, Caller product, IClock clock, CancellationToken ct)
    {
        if ((await gateway.Ask(product, new ReadMark.Query(Arrived), ct)).Value is { } before) return InstantPattern.ExtendedIso.Parse(before).Value;
        var now = clock.GetCurrentInstant();
        await gateway.Run(product, new SetMark.Command(Arrived, InstantPattern.ExtendedIso.Format(now)), ct);
        return now;
    }
}

/// <summary>What a step of the demo works with.</summary>
internal sealed class DemoStage(IServiceProvider services, CompanyId company, string step, DemoWorld world, CancellationToken ct)
{
    public static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["Asia/Shanghai"];

    private int _commands;

    public DemoWorld World { get; } = world;

    /// <summary>The same chances at every load, so that an interrupted one can go on.</summary>
    public Random Chance { get; } = new(step.Aggregate(17, (seed, letter) => unchecked((seed * 31) + letter)));

    /// <summary>The day the visitor arrives, in Shanghai.</summary>
    public LocalDate Today => World.Arrival.InZone(Zone).Date;

    public IServiceProvider Services { get; } = services;
    public CancellationToken Cancelled { get; } = ct;
    public Caller Product { get; } = Caller.System("demo", company);

    /// <summary>That time of the day in Shanghai.</summary>
    public static Instant At(LocalDate day, int hour, int minute) => day.At(new(hour, minute)).InZoneStrictly(Zone).ToInstant();

    public T Pick<T>(params IReadOnlyList<T> from) => from[Chance.Next(from.Count)];

    /// <summary>Every point plays its part by itself, at the same time as the others: what they do shares commits.</summary>
    public Task EachPoint(Func<DemoStage, DemoPoint, Task> play) =>
        Task.WhenAll(DemoPoint.All.Select(point => Task.Run(() => play(new(Services, company, $"{step}.{point.Login}", World, Cancelled), point), Cancelled)));

    /// <summary>Runs a command as the product itself, or as somebody of the company. The same command of a repeated load answers as it did the first time.</summary>
    public Task<TResponse> Run<TResponse>(ICommand<TResponse> command, Caller? caller = null) =>
        Services.GetRequiredService<Gateway>().Run(caller ?? Product, command, Cancelled, string.Create(CultureInfo.InvariantCulture, $"demo.{step}.{_commands++}"));

    /// <summary>Runs a command as if it were then: the company has a past when the visitor arrives.</summary>
    public Task<TResponse> Replay<TResponse>(Instant then, ICommand<TResponse> command, Caller? caller = null) =>
        Services.GetRequiredService<Gateway>().Replay(caller ?? Product, command, then, string.Create(CultureInfo.InvariantCulture, $"demo.{step}.{_commands++}"), Cancelled);

    public Task<TResponse> Ask<TResponse>(IQuery<TResponse> query, Caller? caller = null) =>
        Services.GetRequiredService<Gateway>().Ask(caller ?? Product, query, Cancelled);

    /// <summary>A signature, as a finger draws it on glass.</summary>
    public async Task<FileId> Scribble(Caller caller)
    {
        using var bitmap = new SKBitmap(240, 90);
        using var canvas = new SKCanvas(bitmap);
        canvas.Clear(SKColors.White);
        using var pen = new SKPaint { Color = SKColors.Black, StrokeWidth = 3, IsStroke = true, IsAntialias = true };
        using var line = new SKPath();
        line.MoveTo(15, 60);
        for (var x = 40; x < 230; x += 30) line.QuadTo(x - 15, Chance.Next(5, 85), x, Chance.Next(25, 70));
        canvas.DrawPath(line, pen);
        using var image = bitmap.Encode(SKEncodedImageFormat.Png, 90);
        using var content = image.AsStream();
        return (await Services.GetRequiredService<FileRoom>().Stage(caller, content, "signature.png", Cancelled)).Id;
    }
}
