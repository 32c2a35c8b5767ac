using System.Text.Json;
using Aftercare.Modules.Performance.Face;
using Aftercare.Platform;
using Aftercare.Rules.Scoring;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Performance;

/// <summary>Load the shipped indicators and a card of them into a company that lacks them; what is there stays as it is.</summary>
internal static class LoadStandardKpis
{
    [Needs("performance.manage")]
    internal sealed record Command(LocalDate EffectiveFrom) : ICommand<Response>;

    internal sealed record Response(IReadOnlyList<string> Added);

    internal sealed record Shipped(IReadOnlyList<ShippedKpi> Kpis, string CardCode, string CardZh, string CardEn, IReadOnlyDictionary<string, decimal> Weights);

    internal sealed record ShippedKpi(string Number, string NameZh, string NameEn, string Category, string Level, KpiDefinition Definition, IReadOnlyDictionary<PeriodKind, decimal> Targets);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/kpis/standard", Post);

    /// <summary>Load the shipped indicators.</summary>
    internal static async Task<Ok<Response>> Post(Command command, Door door, CancellationToken ct) => TypedResults.Ok(await door.Run(command, ct));

    internal sealed class Handler(AppDb db) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var shipped = Read();
            var present = await db.Visible<Kpi>().ToDictionaryAsync(kpi => kpi.Number, kpi => kpi.Id, ct);
            var added = new List<string>();
            foreach (var entry in shipped.Kpis.Where(entry => !present.ContainsKey(entry.Number)))
            {
                var kpi = new Kpi { Id = db.NewId<KpiId>(), Number = entry.Number, NameZh = entry.NameZh, NameEn = entry.NameEn, Category = entry.Category, Level = entry.Level };
                kpi.Define(entry.Definition, command.EffectiveFrom);
                foreach (var (period, value) in entry.Targets) kpi.SetTarget(period, null, value, command.EffectiveFrom);
                db.Add(kpi);
                present[entry.Number] = kpi.Id;
                added.Add(entry.Number);
            }
            if (!await db.Visible<Card>().AnyAsync(card => card.Code == shipped.CardCode, ct))
            {
                var card = new Card { Id = db.NewId<CardId>(), Code = shipped.CardCode, NameZh = shipped.CardZh, NameEn = shipped.CardEn, NotApplicable = NotApplicableRule.Spread };
                card.Weigh([.. shipped.Weights.Select(line => (present[line.Key], line.Value))]);
                db.Add(card);
            }
            await db.SaveChangesAsync(ct);
            return new(added);
        }

        private static Shipped Read()
        {
            using var stream = typeof(LoadStandardKpis).Assembly.GetManifestResourceStream("Aftercare.Modules.Performance.StandardKpis.json")!;
            return JsonSerializer.Deserialize<Shipped>(stream, PlatformJson.Options)!;
        }
    }
}
