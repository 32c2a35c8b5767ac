namespace Aftercare.Optimizer.Search;

/// <summary>A fast seeded source of random numbers (xoshiro256++ by Blackman and Vigna); the same seed gives the same numbers everywhere.</summary>
/// <remarks>A mutable struct on purpose: keep it in a field, never copy it.</remarks>
internal struct Dice
{
    private ulong a, b, c, d;

    public Dice(ulong seed)
    {
        // SplitMix64 spreads a small seed over the whole state, as the authors advise.
        a = Spread(ref seed);
        b = Spread(ref seed);
        c = Spread(ref seed);
        d = Spread(ref seed);
    }

    private static ulong Spread(ref ulong seed)
    {
        var z = seed += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>64 random bits.</summary>
    public ulong Bits()
    {
        var result = ulong.RotateLeft(a + d, 23) + a;
        var t = b << 17;
        c ^= a;
        d ^= b;
        b ^= c;
        a ^= d;
        c ^= t;
        d = ulong.RotateLeft(d, 45);
        return result;
    }

    /// <summary>A number from 0 to <paramref name="end"/> - 1; <paramref name="end"/> is at least 1.</summary>
    public int Below(int end) => (int)(((Bits() >> 32) * (ulong)(uint)end) >> 32);

    /// <summary>A number in [0, 1).</summary>
    public double Fraction() => (Bits() >> 11) * (1.0 / (1UL << 53));
}
