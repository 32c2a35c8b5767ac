using System.Globalization;
using Aftercare.Modules.Dispatch.Face;
using Aftercare.Modules.Field.Face;
using Aftercare.Modules.Identity.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using NodaTime;

namespace Aftercare.Modules.Messages;

/// <summary>Tell the dispatchers of a unit that it was handed a work order, that its time to answer is nearly over, or that an order they handed came back (B01).</summary>
internal static class TellHandover
{
    /// <param name="Kind">The template: `handover-offered`, `handover-due`, `handover-returned`.</param>
    /// <param name="Unit">Whose dispatchers are told.</param>
    /// <param name="Other">The unit on the other side.</param>
    [Needs("messages.send")]
    internal sealed record Command(WorkOrderId Order, string Kind, UnitId Unit, UnitId? Other, string? Reason, Instant AnswerBy) : ICommand<Done>;

    internal static Command? On(HandoverChanged fact) => fact.State switch
    {
        HandoverState.Offered => new(fact.Order, "handover-offered", fact.To, fact.From, null, fact.AnswerBy),
        HandoverState.Refused or HandoverState.Expired => new(fact.Order, "handover-returned", fact.From, fact.To, fact.Reason, fact.AnswerBy),
        _ => null,
    };

    internal static Command On(HandoverDue fact) => new(fact.Order, "handover-due", fact.To, null, null, fact.AnswerBy);

    internal sealed class Handler(AppDb db, IField field, IOrganisation organisation, IAccounts accounts, Texts texts, Outbound outbound) : IHandle<Command, Done>
    {
        public async Task<Done> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var (order, unit) = (await field.WorkOrder(command.Order, ct), await organisation.Unit(command.Unit, ct));
            var other = command.Other is { } id ? (await organisation.Unit(id, ct)).Name : "";
            var readers = (await accounts.WhoMay("field.manage", [command.Unit], ct)).Where(account => account.Person is not null).DistinctBy(account => account.Person);
            foreach (var reader in readers)
                await outbound.Write(command.Kind, MessageChannel.InApp, "", reader.Language, ValuesIn(reader.Language), ct, person: reader.Person!.Value, unit: command.Unit, href: $"/work-orders/{order.Id}#holder");
            await outbound.ToGroups(command.Kind, command.Unit, language => Task.FromResult(ValuesIn(language)), $"/work-orders/{order.Id}", ct);
            await db.SaveChangesAsync(ct);
            return Done.Instance;

            IReadOnlyDictionary<string, string> ValuesIn(string language) => new Dictionary<string, string>
            {
                ["number"] = order.Number, ["unit"] = other, ["request"] = order.Request, ["by"] = command.AnswerBy.InZone(unit.Zone).LocalDateTime.ToString("uuuu-MM-dd HH:mm", CultureInfo.InvariantCulture),
                ["reason"] = command.Reason ?? texts.In(language, "messages.handover.no-answer"),
            };
        }
    }
}
