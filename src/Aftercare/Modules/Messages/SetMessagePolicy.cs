using System.ComponentModel.DataAnnotations;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Messages;

/// <summary>Set the quiet time and what leaves in spite of it, from a day on; setting the same day again corrects it.</summary>
internal static class SetMessagePolicy
{
    /// <param name="QuietFrom">`21:00`, by the clock of the unit; both left out: no quiet time.</param>
    /// <param name="Urgent">Codes of the messages that leave at any hour.</param>
    [Needs("platform.manage")]
    internal sealed record Command([property: Required] LocalDate? From, IReadOnlyList<string> Urgent, TimeOnly? QuietFrom = null, TimeOnly? QuietUntil = null) : ICommand<Done>;

    internal static void Map(IEndpointRouteBuilder api) => api.MapPut("/message-policy", Put);

    /// <summary>Set the quiet time of messages, from a day on</summary>
    internal static async Task<Ok<Done>> Put(Command command, Door door, CancellationToken ct) => TypedResults.Ok(await door.Run(command, ct));

    internal sealed class Handler(AppDb db) : IHandle<Command, Done>
    {
        public async Task<Done> Handle(Caller caller, Command command, CancellationToken ct)
        {
            if (command.QuietFrom is null != command.QuietUntil is null || (command.QuietFrom is not null && command.QuietFrom == command.QuietUntil)) throw Refusal.Invalid("message.quiet-time", nameof(Command.QuietUntil));
            if (command.Urgent.FirstOrDefault(code => !TemplateKind.All.ContainsKey(code)) is { } unknown) throw Refusal.Invalid("robot.template-unknown", nameof(Command.Urgent), unknown);
            var policy = await db.All<MessagePolicy>().SingleOrDefaultAsync(row => row.ValidFrom == command.From, ct)
                ?? db.Add(new MessagePolicy { Id = db.NewId<MessagePolicyId>(), ValidFrom = command.From!.Value }).Entity;
            (policy.QuietFrom, policy.QuietUntil, policy.Urgent) = (Minutes(command.QuietFrom), Minutes(command.QuietUntil), [.. command.Urgent.Distinct()]);
            await db.SaveChangesAsync(ct);
            return Done.Instance;
        }

        private static int? Minutes(TimeOnly? time) => time is { } at ? (at.Hour * 60) + at.Minute : null;
    }
}
