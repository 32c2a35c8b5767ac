using System.Globalization;
using Aftercare.Modules.Identity;
using Aftercare.Platform;

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

    /// <summary>What happens in the demo, one file each. A step sends commands with <see cref="DemoStage.Run{T}"/>.</summary>
    private static readonly (string Name, Func<DemoStage, Task> Play)[] Steps =
    [
        ("company", stage => stage.Run(new FoundCompany.Command("无忧电器服务（演示）"))),
    ];

    /// <summary>Printed by `serve --demo` and `demo`.</summary>
    public static IReadOnlyList<DemoSignIn> SignIns { get; } = [];

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
        foreach (var (name, play) in Steps) await play(new(services, id, name, ct));
        await gateway.Run(product, new SetMark.Command(Done, company), ct);
    }
}

/// <summary>What a step of the demo works with.</summary>
internal sealed class DemoStage(IServiceProvider services, CompanyId company, string step, CancellationToken ct)
{
    private int _commands;

    public IServiceProvider Services { get; } = services;
    public CancellationToken Cancelled { get; } = ct;
    public Caller Product { get; } = Caller.System("demo", company);

    /// <summary>Runs a command as the product itself, or as somebody of the company. The same command of a repeated load answers as it did the first time.</summary>
    public Task<TResponse> Run<TResponse>(ICommand<TResponse> command, Caller? caller = null) =>
        Services.GetRequiredService<Gateway>().Run(caller ?? Product, command, Cancelled, string.Create(CultureInfo.InvariantCulture, $"demo.{step}.{_commands++}"));

    public Task<TResponse> Ask<TResponse>(IQuery<TResponse> query, Caller? caller = null) =>
        Services.GetRequiredService<Gateway>().Ask(caller ?? Product, query, Cancelled);
}
