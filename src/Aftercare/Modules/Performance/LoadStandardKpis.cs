using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Aftercare.Modules.Performance;

/// <summary>Activate delivered cards with all their indicators, and single indicators, in a company that lacks them (R1103); what is there stays as it is.</summary>
internal static class LoadStandardKpis
{
    /// <param name="Cards">Codes of delivered cards: `S5`, `S6`…; the card of timeliness when neither is named.</param>
    /// <param name="Kpis">Numbers of single indicators: `K13`.</param>
    [Needs("performance.manage")]
    internal sealed record Command(LocalDate EffectiveFrom, IReadOnlyList<string>? Cards = null, IReadOnlyList<string>? Kpis = null) : ICommand<Response>;

    internal sealed record Response(IReadOnlyList<string> Added);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/kpis/standard", Post);

    /// <summary>Activate delivered cards and indicators.</summary>
    internal static async Task<Ok<Response>> Post(Command command, Door door, CancellationToken ct) => TypedResults.Ok(await door.Run(command, ct));

    internal sealed class Handler(AppDb db, Activation activation) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var added = new List<string>();
            foreach (var code in command.Cards ?? (command.Kpis is null ? ["TIMELINESS"] : [])) added.AddRange((await activation.Card(code, command.EffectiveFrom, ct)).Added);
            added.AddRange((await activation.Kpis(command.Kpis ?? [], command.EffectiveFrom, ct)).Added);
            await db.SaveChangesAsync(ct);
            return new(added);
        }
    }
}
