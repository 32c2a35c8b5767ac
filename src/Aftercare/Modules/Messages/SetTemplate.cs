using System.ComponentModel.DataAnnotations;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Messages;

/// <summary>Give a message the company's own wording, or go back to the product's.</summary>
internal static class SetTemplate
{
    /// <param name="Body">Variables in braces: `{number}`. Null goes back to the product's wording.</param>
    [Needs("platform.manage")]
    internal sealed record Command(
        [property: Required] string Code, [property: Required, RegularExpression("zh-CN|en")] string Language, [property: StringLength(300)] string? Subject = null, [property: StringLength(4000)] string? Body = null) : ICommand<Done>;

    internal static void Map(IEndpointRouteBuilder api) => api.MapPut("/message-templates", Put);

    /// <summary>Word a message your own way</summary>
    internal static async Task<Ok<Done>> Put(Command command, Door door, CancellationToken ct) => TypedResults.Ok(await door.Run(command, ct));

    internal sealed class Handler(AppDb db) : IHandle<Command, Done>
    {
        public async Task<Done> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var kind = TemplateKind.All.GetValueOrDefault(command.Code) ?? throw Refusal.NotFound("template", command.Code);
            var own = await db.All<MessageTemplate>().SingleOrDefaultAsync(template => template.Code == command.Code && template.Language == command.Language, ct);
            if (string.IsNullOrWhiteSpace(command.Body))
            {
                if (own is not null) db.Remove(own);
            }
            else
            {
                if (kind.WhyNotWording(command.Body) is { } refusal) throw refusal;
                own ??= db.Add(new MessageTemplate { Id = db.NewId<MessageTemplateId>(), Code = command.Code, Language = command.Language, Body = command.Body }).Entity;
                (own.Subject, own.Body) = (command.Subject, command.Body);
            }
            await db.SaveChangesAsync(ct);
            return Done.Instance;
        }
    }
}
