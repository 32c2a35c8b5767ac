using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Field;

/// <summary>Publish another version of a checklist, or a new checklist. Orders made before keep the version they were given.</summary>
internal static class PublishChecklist
{
    /// <param name="Code">Of the checklist; a new one is made when there is none.</param>
    /// <param name="Use">What a new one is for; it stays that.</param>
    /// <param name="Kinds">Kinds of work that get it: `commissioning`, `survey`…</param>
    /// <param name="From">The local day from which new orders get it; today when left out.</param>
    /// <param name="Active">False: new orders get it no more.</param>
    [Needs("field.manage")]
    internal sealed record Command(
        [property: Required, RegularExpression("[a-z][a-z0-9-]{1,39}")] string Code, [property: Required, StringLength(100)] string Chinese, [property: Required, StringLength(100)] string English,
        [property: Required, MinLength(1), MaxLength(20)] IReadOnlyList<string> Kinds, ChecklistDefinition Definition, ChecklistUse Use = ChecklistUse.Work, LocalDate? From = null, bool Active = true,
        [property: StringLength(500)] string? Note = null, int? Version = null) : ICommand<Response>;

    internal sealed record Response(ChecklistId Id, int ChecklistVersion, int Version);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/checklists", Post);

    /// <summary>Publish another version of a checklist, or a new checklist</summary>
    internal static async Task<Ok<Response>> Post(Command command, Door door, CancellationToken ct) => TypedResults.Ok(await door.Run(command, ct));

    internal sealed class Handler(AppDb db, IOrganisation organisation) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var template = await db.Visible<ChecklistTemplate>().SingleOrDefaultAsync(template => template.Code == command.Code, ct);
            template?.Expect(command.Version);
            if (command.Definition.WhyNotUse() is { } unsound) throw unsound;
            if (template is not null && template.Use != command.Use) throw Refusal.Invalid("checklist.use-stays", nameof(command.Use));
            var zone = await organisation.ZoneOf(caller.HomeUnit, ct);
            var today = db.Now.InZone(zone).Date;
            if (command.From < today) throw Refusal.Invalid("checklist.from-in-the-past", nameof(command.From));

            template ??= db.Add(new ChecklistTemplate { Id = db.NewId<ChecklistId>(), Code = command.Code, Chinese = command.Chinese, English = command.English, Use = command.Use }).Entity;
            (template.Chinese, template.English, template.Kinds, template.Active) = (command.Chinese, command.English, [.. command.Kinds.Distinct()], command.Active);
            var version = template.Publish(command.Definition, command.From ?? today, command.Note);

            await db.SaveChangesAsync(ct);
            return new(template.Id, version.Number, template.Version);
        }
    }
}
