using System.Globalization;
using System.Linq.Expressions;
using System.Reflection;

namespace Aftercare.UiKit;

/// <summary>Name and value of a field from an expression such as <c>() =&gt; Input.Lines[0].Quantity</c>.</summary>
public static class FieldName
{
    /// <summary>The name the form mapper binds: from the page's property on, for instance <c>Input.Lines[0].Quantity</c>.</summary>
    public static string Of(LambdaExpression field)
    {
        ArgumentNullException.ThrowIfNull(field);
        return Name(Strip(field.Body));
    }

    /// <summary>The id of the element bound under this name.</summary>
    public static string Id(string name) =>
        "f-" + (name ?? "").Replace('.', '-').Replace('[', '-').Replace("]", "", StringComparison.Ordinal);

    /// <summary>The value now; null when something on the way is null.</summary>
    public static object? ValueOf(LambdaExpression field)
    {
        ArgumentNullException.ThrowIfNull(field);
        return Evaluate(Strip(field.Body));
    }

    private static Expression Strip(Expression e) => e is UnaryExpression { NodeType: ExpressionType.Convert } u ? Strip(u.Operand) : e;

    private static string Name(Expression e) => Strip(e) switch
    {
        MemberExpression { Expression: null or ConstantExpression } m => m.Member.Name,
        MemberExpression m => Name(m.Expression!) is { Length: > 0 } before ? $"{before}.{m.Member.Name}" : m.Member.Name,
        MethodCallExpression { Method.Name: "get_Item", Object: { } list } c => $"{Name(list)}[{Index(c.Arguments[0])}]",
        BinaryExpression { NodeType: ExpressionType.ArrayIndex } b => $"{Name(b.Left)}[{Index(b.Right)}]",
        ConstantExpression or ParameterExpression => "",
        var other => throw new NotSupportedException($"A field is bound by members and indexers only, not by {other.NodeType}: {other}"),
    };

    private static string Index(Expression e) => Convert.ToString(Evaluate(Strip(e)), CultureInfo.InvariantCulture) ?? "";

    private static object? Evaluate(Expression e)
    {
        switch (Strip(e))
        {
            case ConstantExpression c: return c.Value;
            case MemberExpression m:
                var owner = m.Expression is null ? null : Evaluate(m.Expression);
                if (owner is null && m.Expression is not null) return null;
                return m.Member is PropertyInfo p ? p.GetValue(owner) : ((FieldInfo)m.Member).GetValue(owner);
            case MethodCallExpression { Method.Name: "get_Item", Object: { } list } c:
                return Evaluate(list) is { } target ? c.Method.Invoke(target, [Evaluate(c.Arguments[0])]) : null;
            case BinaryExpression { NodeType: ExpressionType.ArrayIndex } b:
                return Evaluate(b.Left) is Array array ? array.GetValue((int)Evaluate(b.Right)!) : null;
            default: return Expression.Lambda(e).Compile(preferInterpretation: true).DynamicInvoke();
        }
    }
}
