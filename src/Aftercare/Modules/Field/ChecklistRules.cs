using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Aftercare.Platform;
using NodaTime;

namespace Aftercare.Modules.Field;

/// <summary>是/否、数值、文字、照片、选项: how an item of a checklist is answered.</summary>
public enum CheckAnswer { YesNo, Number, Text, Photo, Choice }

/// <summary>What a failed item does: it is only noted, stands against completion, or has a repair ordered when the order is completed.</summary>
public enum OnFail { Note, Block, FollowUp }

/// <summary>What a checklist is for: the work itself, whether a site is ready for a crew (R416), or the crew's own check before the client is invited (R420).</summary>
public enum ChecklistUse { Work, Readiness, SelfInspection }

/// <summary>Where an item stands.</summary>
public enum CheckState { Open, Passed, Failed, NotApplicable }

/// <summary>One version of a checklist as people write it. Kept as it was written; an order keeps the one it was given.</summary>
/// <param name="Blocks">Kinds of work that wait while a readiness checklist of the same ticket has not passed in every item.</param>
public sealed record ChecklistDefinition([property: Required, MinLength(1), MaxLength(80)] IReadOnlyList<CheckItem> Items, [property: MaxLength(20)] IReadOnlyList<string>? Blocks = null)
{
    private static readonly ConditionalWeakTable<string, ChecklistDefinition> Known = [];

    internal string ToJson() => JsonSerializer.Serialize(this, PlatformJson.Options);

    internal static ChecklistDefinition FromJson(string json) => Known.GetValue(json, text => JsonSerializer.Deserialize<ChecklistDefinition>(text, PlatformJson.Options)!);

    /// <summary>The first thing in it that nobody could answer; null when it is sound.</summary>
    internal Refusal? WhyNotUse()
    {
        if (Items.GroupBy(item => item.Code).FirstOrDefault(same => same.Count() > 1) is { } twice) return Refusal.Invalid("checklist.code-twice", nameof(Items), twice.Key);
        if (Items.FirstOrDefault(item => item.Answer is CheckAnswer.Choice && item.Choices is not { Count: > 1 }) is { } bare) return Refusal.Invalid("checklist.no-choices", nameof(Items), bare.Code);
        if (Items.FirstOrDefault(item => item.Failing?.Any(word => item.Choices?.Contains(word) is not true) is true) is { } stray) return Refusal.Invalid("checklist.no-choices", nameof(Items), stray.Code);
        return Items.FirstOrDefault(item => item.Min > item.Max) is { } crossed ? Refusal.Invalid("checklist.limits-crossed", nameof(Items), crossed.Code) : null;
    }
}

/// <summary>One thing to check.</summary>
/// <param name="Code">Stable within the checklist.</param>
/// <param name="MayNotApply">Whether it may be left out with a reason.</param>
/// <param name="Min">Lowest number that passes, in <paramref name="Unit"/>.</param>
/// <param name="Max">Highest number that passes.</param>
/// <param name="Choices">What may be chosen.</param>
/// <param name="Failing">The choices that do not pass.</param>
public sealed record CheckItem(
    [property: Required, RegularExpression("[a-z0-9][a-z0-9-]{0,39}")] string Code, [property: Required, StringLength(200)] string Chinese, [property: Required, StringLength(200)] string English,
    CheckAnswer Answer = CheckAnswer.YesNo, bool Required = true, bool MayNotApply = true, OnFail OnFail = OnFail.Note, [property: StringLength(20)] string? Unit = null,
    decimal? Min = null, decimal? Max = null, IReadOnlyList<string>? Choices = null, IReadOnlyList<string>? Failing = null)
{
    internal string In(string language) => language == Texts.English ? English : Chinese;

    /// <summary>What the answer comes to: `no`, a number outside its limits and a failing choice fail; a text or photo that is there passes.</summary>
    internal CheckState Judge(CheckReply? reply) => reply switch
    {
        null => CheckState.Open,
        { NotApplicable: true } => CheckState.NotApplicable,
        _ when Answer is CheckAnswer.Photo => reply.Photos.Count > 0 ? CheckState.Passed : CheckState.Open,
        { Value: not { Length: > 0 } } => CheckState.Open,
        { Value: { } value } => Answer switch
        {
            CheckAnswer.YesNo => value == "yes" ? CheckState.Passed : CheckState.Failed,
            CheckAnswer.Number => NumberOf(value) is { } number && (Min is null || number >= Min) && (Max is null || number <= Max) ? CheckState.Passed : CheckState.Failed,
            CheckAnswer.Choice => Failing?.Contains(value) is true ? CheckState.Failed : CheckState.Passed,
            _ => CheckState.Passed,
        },
    };

    /// <summary>Why the answer is no answer to this item.</summary>
    internal Refusal? WhyNotAnswer(CheckReply reply, string field)
    {
        if (reply.NotApplicable) return !MayNotApply ? Refusal.Invalid("checklist.must-apply", field, Name) : string.IsNullOrWhiteSpace(reply.Note) ? Refusal.Invalid("checklist.reason-missing", field, Name) : null;
        if (reply.Value is not { Length: > 0 } value) return null;
        return Answer switch
        {
            CheckAnswer.YesNo when value is not ("yes" or "no") => Refusal.Invalid("checklist.not-a-choice", field, Name),
            CheckAnswer.Choice when Choices?.Contains(value) is not true => Refusal.Invalid("checklist.not-a-choice", field, Name),
            CheckAnswer.Number when NumberOf(value) is null => Refusal.Invalid("checklist.not-a-number", field, Name),
            _ => null,
        };
    }

    internal BothWords Name => new(Chinese, English);

    private static decimal? NumberOf(string text) => decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;
}

/// <summary>How an item was answered.</summary>
/// <param name="Value">`yes` or `no`, a number with a point, a text, or one of the choices.</param>
/// <param name="Note">Why it does not apply, or what was noticed.</param>
public sealed record CheckReply(string Item, string? Value, bool NotApplicable, string? Note, IReadOnlyList<FileId> Photos, Instant At);
