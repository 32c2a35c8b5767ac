using System.Globalization;
using Aftercare.UiKit;
using NodaTime;

namespace Aftercare.Platform;

/// <summary>How a page runs a command: refusals land at their fields, in the reader's language, and nothing typed is lost.</summary>
public sealed class PageForms(Door door, Texts texts)
{
    /// <summary>Runs the command of a posted form.</summary>
    /// <returns>The answer, or null when it was refused; then <paramref name="form"/> says why.</returns>
    public Task<TResponse?> Submit<TResponse>(FormState form, ICommand<TResponse> command, CancellationToken ct = default) where TResponse : class => Submit(form, () => command, ct);

    /// <summary>The same for a command whose making may be refused, by <see cref="Choice{TEnum}"/> for instance.</summary>
    public async Task<TResponse?> Submit<TResponse>(FormState form, Func<ICommand<TResponse>> command, CancellationToken ct = default) where TResponse : class
    {
        try
        {
            return await door.Run(command(), ct, form.IdempotencyKey.Length == 0 ? null : form.IdempotencyKey);
        }
        catch (Refusal refusal)
        {
            Fail(form, refusal);
            return null;
        }
    }

    /// <summary>What a field of choices posted; refused at that field (`field.required`, `field.invalid`) when it is none of them.</summary>
    public static TEnum Choice<TEnum>(string? posted, string field) where TEnum : struct, Enum =>
        Enum.TryParse<TEnum>(posted, out var choice) && Enum.IsDefined(choice) ? choice : throw Refusal.Invalid(string.IsNullOrEmpty(posted) ? "field.required" : "field.invalid", field);

    /// <summary>Shows a refusal at the form, each problem at its own field.</summary>
    public void Fail(FormState form, Refusal refusal)
    {
        var language = CultureInfo.CurrentUICulture.Name;
        if (refusal.Fields.Count == 0) form.Fail(refusal.Code, texts.Of(refusal, language), refusal.Field);
        foreach (var wrong in refusal.Fields) form.FieldError(wrong.Field, texts.In(language, $"refusal.{wrong.Code}", [.. wrong.Arguments]));
    }
}

/// <summary>Who reads the page and where: found once, before the page is rendered.</summary>
/// <param name="Caller">Anonymous when nobody is signed in.</param>
/// <param name="Zone">The zone times are shown in.</param>
/// <param name="Now">One instant for the whole page.</param>
public sealed record PageReader(Caller Caller, DateTimeZone Zone, Instant Now)
{
    internal static readonly object Key = new();

    /// <summary>The reader of the current request's page.</summary>
    public static PageReader Of(HttpContext context) =>
        (PageReader?)context.Items[Key] ?? throw new InvalidOperationException("Only page requests have a reader.");

    internal UiContext ToUi() => new(Zone, CultureInfo.CurrentUICulture, Now);
}

/// <summary>Knows the time zone a caller works in; the Organisation module answers by the caller's home unit.</summary>
public interface ICallerZone
{
    ValueTask<DateTimeZone> Of(Caller caller, CancellationToken ct);
}
