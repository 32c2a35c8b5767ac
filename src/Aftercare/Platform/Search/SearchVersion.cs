using System.Globalization;

namespace Aftercare.Platform;

/// <summary>Remembers which tokenizer wrote the search index, and says at start when it was another one.</summary>
internal sealed partial class SearchVersion(Gateway gateway, PumpRoom room, ILogger<SearchVersion> logger) : IHostedService
{
    private const string Name = "search.tokens";
    private static readonly Caller Product = Caller.System("search", null);

    private static string Current => Tokens.Version.ToString(CultureInfo.InvariantCulture);

    /// <summary>The whole index is this tokenizer's from now on.</summary>
    public Task Remember(CancellationToken ct) => gateway.Run(Product, new SetMark.Command(Name, Current), ct);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (room.Off) return;
        var written = (await gateway.Ask(Product, new ReadMark.Query(Name), cancellationToken)).Value;
        if (written is null) await Remember(cancellationToken);
        else if (written != Current) LogOld(written, Current);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(Level = LogLevel.Warning, Message = "The search index was written with tokens of version {Written}, this is {Current}: run aftercare rebuild search")]
    private partial void LogOld(string written, string current);
}
