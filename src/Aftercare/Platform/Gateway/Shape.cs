using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Reflection;

namespace Aftercare.Platform;

/// <summary>
/// Checks what a command says about its own fields, for every caller alike: required, length, range, pattern. All
/// problems are told at once, each with its field and a code (`field.required`, `field.too-long`, …).
/// </summary>
internal static class Shape
{
    public static void Check(object request)
    {
        var problems = new List<FieldProblem>();
        Collect(request, "", problems);
        if (problems.Count > 0) throw new Refusal("request.invalid", RefusalKind.Invalid) { Fields = problems };
    }

    private static void Collect(object request, string path, List<FieldProblem> problems)
    {
        foreach (var property in request.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.GetIndexParameters().Length > 0) continue;
            var value = property.GetValue(request);
            var field = path + property.Name;
            foreach (var rule in property.GetCustomAttributes<ValidationAttribute>())
                if (rule.GetValidationResult(value, new(request) { MemberName = property.Name }) is { } wrong && wrong != ValidationResult.Success)
                    problems.Add(Problem(field, rule));
            if (value is IEnumerable items and not string) CollectItems(items, field, problems);
            else if (value is not null && HasRules(property.PropertyType)) Collect(value, field + ".", problems);
        }
    }

    private static void CollectItems(IEnumerable items, string field, List<FieldProblem> problems)
    {
        var index = 0;
        foreach (var item in items)
        {
            if (item is not null && HasRules(item.GetType())) Collect(item, $"{field}[{index}].", problems);
            index++;
        }
    }

    private static bool HasRules(Type type) => type.IsClass && type.Namespace?.StartsWith("Aftercare", StringComparison.Ordinal) is true;

    private static FieldProblem Problem(string field, ValidationAttribute rule) => rule switch
    {
        RequiredAttribute => new(field, "field.required"),
        StringLengthAttribute length when length.MinimumLength > 0 => new(field, "field.length", length.MinimumLength, length.MaximumLength),
        StringLengthAttribute length => new(field, "field.too-long", length.MaximumLength),
        MaxLengthAttribute length => new(field, "field.too-long", length.Length),
        MinLengthAttribute length => new(field, "field.too-short", length.Length),
        RangeAttribute range => new(field, "field.out-of-range", range.Minimum, range.Maximum),
        EmailAddressAttribute => new(field, "field.email"),
        _ => new(field, "field.invalid"),
    };
}
