using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Performance.Face;
using Aftercare.Platform;
using Aftercare.Rules.Scoring;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Performance;

/// <summary>Make a card, or weigh an existing one anew: indicators with weights that are 100 together.</summary>
internal static class DefineCard
{
    [Needs("performance.manage")]
    internal sealed record Command(
        [property: Required, StringLength(40)] string Code,
        [property: Required, StringLength(100)] string NameZh,
        [property: Required, StringLength(100)] string NameEn,
        NotApplicableRule NotApplicable,
        [property: MinLength(1)] IReadOnlyList<Line> Lines,
        int? Version = null) : ICommand<Response>;

    internal sealed record Line([property: Required, StringLength(20)] string Kpi, [property: Range(0.01, 100)] decimal Weight);

    internal sealed record Response(CardId CardId);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/cards", Post);

    /// <summary>Define a scorecard: indicators and weights that are 100 together.</summary>
    internal static async Task<Ok<Response>> Post(Command command, Door door, CancellationToken ct) => TypedResults.Ok(await door.Run(command, ct));

    internal sealed class Handler(AppDb db) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var numbers = command.Lines.Select(line => line.Kpi).ToList();
            var kpis = await db.Visible<Kpi>().Where(kpi => numbers.Contains(kpi.Number)).ToDictionaryAsync(kpi => kpi.Number, kpi => kpi.Id, ct);
            if (numbers.Find(number => !kpis.ContainsKey(number)) is { } unknown) throw Refusal.Invalid("kpi.not-found", nameof(command.Lines), unknown);
            var card = await db.Visible<Card>().Include(card => card.Lines).SingleOrDefaultAsync(card => card.Code == command.Code, ct)
                ?? db.Add(new Card { Id = db.NewId<CardId>(), Code = command.Code, NameZh = command.NameZh, NameEn = command.NameEn, NotApplicable = command.NotApplicable }).Entity;

            card.Expect(command.Version);

            (card.NameZh, card.NameEn, card.NotApplicable) = (command.NameZh, command.NameEn, command.NotApplicable);
            card.Weigh([.. command.Lines.Select(line => (kpis[line.Kpi], line.Weight))]);

            await db.SaveChangesAsync(ct);
            return new(card.Id);
        }
    }
}
