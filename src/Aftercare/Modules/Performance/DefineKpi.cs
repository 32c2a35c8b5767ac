using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Performance.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Performance;

/// <summary>Add an indicator to the registry with its definition V1.0 (R1101).</summary>
internal static class DefineKpi
{
    [Needs("performance.manage")]
    internal sealed record Command(
        [property: Required, StringLength(20)] string Number,
        [property: Required, StringLength(100)] string NameZh,
        [property: Required, StringLength(100)] string NameEn,
        KpiDefinition Definition,
        LocalDate EffectiveFrom,
        [property: StringLength(100)] string? Category = null,
        [property: StringLength(100)] string? Level = null) : ICommand<Response>;

    internal sealed record Response(KpiId KpiId, string Version);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/kpis", Post);

    /// <summary>Add an indicator with its definition.</summary>
    internal static async Task<Created<Response>> Post(Command command, Door door, CancellationToken ct)
    {
        var response = await door.Run(command, ct);
        return TypedResults.Created("/api/kpis", response);
    }

    internal sealed class Handler(AppDb db) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            if (await db.Visible<Kpi>().AnyAsync(kpi => kpi.Number == command.Number, ct)) throw new Refusal("kpi.number-taken") { Field = nameof(command.Number), Arguments = [command.Number] };

            var kpi = new Kpi { Id = db.NewId<KpiId>(), Number = command.Number, NameZh = command.NameZh, NameEn = command.NameEn, Category = command.Category, Level = command.Level };
            var version = kpi.Define(command.Definition, command.EffectiveFrom);

            db.Add(kpi);
            await db.SaveChangesAsync(ct);
            return new(kpi.Id, version.Label);
        }
    }
}
