using System.Globalization;

namespace Aftercare.Rules.Scoring;

/// <summary>
/// The formula of an indicator (R1102): names, numbers, <c>+ - * /</c> and brackets, for instance
/// <c>repairs_on_time / repair_reports</c>. What a name counts is said beside the formula, not in it.
/// </summary>
/// <remarks>Computed in decimals, so that 99 of 100 is 0.99 and not nearly so.</remarks>
public sealed class Formula
{
    private readonly Node _root;

    private Formula(string text, Node root)
    {
        (Text, _root) = (text, root);
        Names = [.. root.Names().Distinct(StringComparer.Ordinal)];
    }

    /// <summary>As it was written.</summary>
    public string Text { get; }

    /// <summary>The names it mentions, in order.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Reads a formula.</summary>
    /// <exception cref="RuleRefusal"><c>formula.malformed</c>, naming the place.</exception>
    public static Formula Parse(string text)
    {
        var reader = new Reader(text);
        var root = reader.Sum();
        reader.End();
        return new(text, root);
    }

    /// <summary>The value, or null when it divides by nothing: such an indicator is not applicable in the period.</summary>
    /// <param name="valueOf">What each name counts.</param>
    public decimal? Compute(Func<string, decimal> valueOf) => _root.Value(valueOf);

    /// <summary>What stands above and below the line when the formula is a fraction; else all of it and null.</summary>
    public (decimal? Above, decimal? Below) Parts(Func<string, decimal> valueOf) =>
        _root is Operation { Sign: '/' } fraction ? (fraction.Left.Value(valueOf), fraction.Right.Value(valueOf)) : (_root.Value(valueOf), null);

    private abstract record Node
    {
        public abstract decimal? Value(Func<string, decimal> valueOf);

        public abstract IEnumerable<string> Names();
    }

    private sealed record Number(decimal Amount) : Node
    {
        public override decimal? Value(Func<string, decimal> valueOf) => Amount;

        public override IEnumerable<string> Names() => [];
    }

    private sealed record Name(string Term) : Node
    {
        public override decimal? Value(Func<string, decimal> valueOf) => valueOf(Term);

        public override IEnumerable<string> Names() => [Term];
    }

    private sealed record Operation(char Sign, Node Left, Node Right) : Node
    {
        public override decimal? Value(Func<string, decimal> valueOf) => (Left.Value(valueOf), Right.Value(valueOf)) switch
        {
            (null, _) or (_, null) => null,
            ({ } left, { } right) => Sign switch { '+' => left + right, '-' => left - right, '*' => left * right, _ => right == 0 ? null : left / right },
        };

        public override IEnumerable<string> Names() => Left.Names().Concat(Right.Names());
    }

    /// <summary>Recursive descent over the text.</summary>
    private sealed class Reader(string text)
    {
        private int _at;

        public Node Sum()
        {
            var left = Product();
            while (Next() is '+' or '-') left = new Operation(text[_at++], left, Product());
            return left;
        }

        public void End()
        {
            if (Next() != '\0') throw Malformed();
        }

        private Node Product()
        {
            var left = Factor();
            while (Next() is '*' or '/') left = new Operation(text[_at++], left, Factor());
            return left;
        }

        private Node Factor()
        {
            var start = Next();
            if (start == '(')
            {
                _at++;
                var inner = Sum();
                if (Next() != ')') throw Malformed();
                _at++;
                return inner;
            }
            if (char.IsAsciiDigit(start))
                return decimal.TryParse(Word(c => char.IsAsciiDigit(c) || c == '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) ? new Number(amount) : throw Malformed();
            if (char.IsAsciiLetter(start)) return new Name(Word(c => char.IsAsciiLetterOrDigit(c) || c == '_'));
            throw Malformed();
        }

        private string Word(Func<char, bool> belongs)
        {
            var from = _at;
            while (_at < text.Length && belongs(text[_at])) _at++;
            return text[from.._at];
        }

        private char Next()
        {
            while (_at < text.Length && char.IsWhiteSpace(text[_at])) _at++;
            return _at < text.Length ? text[_at] : '\0';
        }

        private RuleRefusal Malformed() => new("formula.malformed", $"The formula '{text}' cannot be read at position {_at + 1}.", text, _at + 1);
    }
}
