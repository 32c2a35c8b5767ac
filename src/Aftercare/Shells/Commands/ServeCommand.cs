using System.CommandLine;
using Aftercare.Modules.Identity.Face;
using Aftercare.Platform;
using Aftercare.Shells.Demo;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Aftercare.Shells.Commands;

/// <summary>`aftercare serve`: the product as a web application, until it is told to stop.</summary>
internal static class ServeCommand
{
    public static Command Make(Workplace place)
    {
        var urls = new Option<string?>("--urls") { Description = "Addresses to listen on, with semicolons between (http://localhost:5080)." };
        var demo = new Option<bool>("--demo") { Description = "Load the demo company first, unless it is there." };
        var command = new Command("serve", "Serve the product. Any setting can follow as --Name=value.") { urls, demo };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(async (parsed, ct) =>
        {
            if (parsed.UnmatchedTokens.FirstOrDefault(token => !IsSetting(token)) is { } stranger)
            {
                await place.Error.WriteLineAsync($"'{stranger}' is no option of serve, and no setting of the form --Name=value.");
                return CommandLine.WrongUsage;
            }
            return await Serve(place, parsed.GetValue(urls), parsed.GetValue(demo), parsed.UnmatchedTokens);
        });
        return command;
    }

    private static bool IsSetting(string token) => token.StartsWith("--", StringComparison.Ordinal) && token.Contains('=', StringComparison.Ordinal);

    private static async Task<int> Serve(Workplace place, string? urls, bool demo, IReadOnlyList<string> settings)
    {
        await using var app = Product.Build([.. settings, .. urls is null ? Array.Empty<string>() : ["--urls=" + urls], .. demo && NoEnvironmentIsChosen() ? ["--environment=Demo"] : Array.Empty<string>()], serving: true);
        if (!app.Services.GetRequiredService<InstallationLock>().TryTake()) throw new SetUpProblem("Aftercare is already running on this database.");
        CommandSocket.Listen(app);
        await OwnProcess.MakeReady(app);
        if (demo) await DemoCompany.Load(app.Services, place.Out, app.Lifetime.ApplicationStopping);
        try
        {
            await app.StartAsync();
        }
        catch (IOException taken) when (taken.InnerException is AddressInUseException)
        {
            throw new SetUpProblem($"{taken.Message} Choose another one with --urls (or --port of ./run).");
        }
        await Welcome(app, place.Out, demo);
        await app.WaitForShutdownAsync();
        return 0;
    }

    private static async Task Welcome(WebApplication app, TextWriter output, bool demo)
    {
        if (app.Environment.IsEnvironment("Testing") || app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>() is not { } server) return;
        foreach (var address in server.Addresses.Where(address => !address.Contains("unix:", StringComparison.Ordinal))) await output.WriteLineAsync($"Aftercare 无忧售后  {address}");
        if (await app.Services.GetRequiredService<ISetUpOffer>().Make(app.Lifetime.ApplicationStopping) is { } link)
            await output.WriteLineAsync($"Nobody has an account yet. Set up your company within 24 hours: {server.Addresses.First(address => !address.Contains("unix:", StringComparison.Ordinal))}{link}");
        if (!demo) return;
        foreach (var signIn in DemoCompany.SignIns) await output.WriteLineAsync($"  {signIn.Role,-24} {signIn.Account,-28} {signIn.Password}");
    }

    private static bool NoEnvironmentIsChosen() => Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT") is null && Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT") is null;
}
