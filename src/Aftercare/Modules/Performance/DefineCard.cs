using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Modules.Performance.Face;
using Aftercare.Platform;
using Aftercare.Rules.Scoring;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Performance;

/// <summary>Make a card, or weigh an existing one anew from a day on: indicators with weights that are 100 together (R1105).</summary>
internal static class DefineCard
{
    /// <param name="Bands">Where the bands begin; 90, 70, 60 with the upper band winning when left out (R1106).</param>
    /// <param name="NaturalLimitCountsFull">Targets that cannot be beaten score 100 when reached, instead of 70 (R1108).</param>
    /// <param name="EffectiveFrom">From when the weights hold; a card's first ones hold for all days before too. Today when left out.</param>
    /// <param name="Post">Whose card it is.</param>
    [Needs("performance.manage")]
    internal sealed record Command(
        [property: Required, StringLength(40)] string Code,
        [property: Required, StringLength(100)] string NameZh,
        [property: Required, StringLength(100)] string NameEn,
        NotApplicableRule NotApplicable,
        [property: MinLength(1)] IReadOnlyList<Line> Lines,
        int? Version = null,
        Bands? Bands = null,
        bool NaturalLimitCountsFull = false,
        LocalDate? EffectiveFrom = null,
        [property: StringLength(100)] string? Post = null) : ICommand<Response>;

    internal sealed record Line([property: Required, StringLength(20)] string Kpi, [property: Range(0.01, 100)] decimal Weight, bool Optional = false);

    internal sealed record Response(CardId CardId);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/cards", Post);

    /// <summary>Define a scorecard: indicators and weights that are 100 together.</summary>
    internal static async Task<Ok<Response>> Post(Command command, Door door, CancellationToken ct) => TypedResults.Ok(await door.Run(command, ct));

    internal sealed class Handler(AppDb db, IOrganisation organisation) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var numbers = command.Lines.Select(line => line.Kpi).ToList();
            var kpis = await db.Visible<Kpi>().Where(kpi => numbers.Contains(kpi.Number)).ToDictionaryAsync(kpi => kpi.Number, kpi => kpi.Id, ct);
            if (numbers.Find(number => !kpis.ContainsKey(number)) is { } unknown) throw Refusal.Invalid("kpi.not-found", nameof(command.Lines), unknown);
            var card = await db.Visible<Card>().Include(card => card.Editions).Include(card => card.Lines).AsSplitQuery().SingleOrDefaultAsync(card => card.Code == command.Code, ct)
                ?? db.Add(new Card { Id = db.NewId<CardId>(), Code = command.Code, NameZh = command.NameZh, NameEn = command.NameEn }).Entity;

            card.Expect(command.Version);

            (card.NameZh, card.NameEn, card.Post) = (command.NameZh, command.NameEn, command.Post ?? card.Post);
            card.Weigh([.. command.Lines.Select(line => new Weighed(kpis[line.Kpi], line.Weight, line.Optional))],
                new(command.NotApplicable, command.Bands ?? Bands.Standard, command.NaturalLimitCountsFull), command.EffectiveFrom ?? await organisation.Today(db, ct));

            await db.SaveChangesAsync(ct);
            return new(card.Id);
        }
    }
}
