using Aftercare.Platform;

namespace Aftercare.Modules.Messages;

/// <summary>The module's lists as Excel files.</summary>
internal static class Lists
{
    public static ListExport Messages { get; } = ListExport.Of<ListMessages.Row>("messages", "messages.title",
        (filter, after) => new ListMessages.Query(filter.Word<MessageState>("state"), filter.Word<MessageChannel>("channel"), filter.Text("to"), After: after, Size: 200),
        ("messages.created", row => row.CreatedAt), ("messages.state", row => new TextKey($"messages.state.{row.State}")), ("messages.channel", row => new TextKey($"messages.channel.{row.Channel}")), ("messages.to", row => row.To),
        ("messages.text", row => row.Body), ("messages.attempts", row => row.Attempts), ("messages.answer", row => row.Answer));

    public static ListExport Templates { get; } = ListExport.Whole<ListTemplates.Response, ListTemplates.Row>("message-templates", "messages.templates", _ => new ListTemplates.Query(), answer => answer.Templates,
        ("messages.message", row => new TextKey($"messages.kind.{row.Code}")), ("messages.language", row => new TextKey($"messages.language.{row.Language}")), ("messages.text", row => row.Body), ("messages.wording", row => new TextKey(row.Own ? "messages.own" : "messages.standard")));
}
