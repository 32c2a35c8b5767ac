namespace Aftercare.Platform;

/// <summary>What a refusal means to a machine: it becomes the HTTP status.</summary>
public enum RefusalKind { Invalid = 400, Unauthorized = 401, Forbidden = 403, NotFound = 404, Conflict = 409, TooLarge = 413, TooMany = 429 }

/// <summary>
/// The product says no: a rule by its stable code (`noun.reason`), the field it belongs to, and the values its
/// text names. The text itself is `refusal.{code}` in the module's texts, in the reader's language.
/// </summary>
public sealed class Refusal(string code, RefusalKind kind = RefusalKind.Conflict) : Exception(code)
{
    public string Code { get; } = code;
    public RefusalKind Kind { get; } = kind;

    /// <summary>The command's property at fault, or null when it is about the whole.</summary>
    public string? Field { get; init; }

    /// <summary>Fill {0}, {1}… of the text. An argument that is itself a text key is written as <see cref="TextKey"/>.</summary>
    public IReadOnlyList<object?> Arguments { get; init; } = [];

    /// <summary>Further machine-readable members of the problem document.</summary>
    public Dictionary<string, object?> Extensions { get; } = [];

    /// <summary>One entry per invalid field, when the shape of the command was wrong.</summary>
    public IReadOnlyList<FieldProblem> Fields { get; init; } = [];

    /// <summary>The thing asked for is not there, or not for this caller: the answer is the same.</summary>
    public static Refusal NotFound(string what, object key) => new($"{what}.not-found", RefusalKind.NotFound) { Arguments = [key] };

    /// <summary>A value that breaks a rule of its own field.</summary>
    public static Refusal Invalid(string code, string field, params object?[] arguments) =>
        new(code, RefusalKind.Invalid) { Field = field, Arguments = arguments };

    public override string Message => Fields.Count == 0 ? Code : $"{Code}: {string.Join(", ", Fields.Select(wrong => $"{wrong.Field} {wrong.Code}"))}";
}

/// <summary>An argument that is translated before it is put into a text.</summary>
public readonly record struct TextKey(string Key);

/// <summary>An argument that people wrote in both languages: the name of something a company set up.</summary>
public readonly record struct BothWords(string Chinese, string English)
{
    public string In(string language) => language == Texts.English ? English : Chinese;

    /// <summary>Several as one list.</summary>
    public static BothWords Join(IEnumerable<BothWords> all)
    {
        List<BothWords> words = [.. all];
        return new(string.Join('、', words.Select(word => word.Chinese)), string.Join(", ", words.Select(word => word.English)));
    }
}

/// <summary>One field that is wrong: where, the code, and what its text names.</summary>
public sealed record FieldProblem(string Field, string Code, params object?[] Arguments);
