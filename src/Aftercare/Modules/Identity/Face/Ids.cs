using System.Globalization;
using Aftercare.Platform;

namespace Aftercare.Modules.Identity.Face;

/// <summary>A sign-in that lasts until it is ended or left unused.</summary>
public readonly record struct SessionId(long Value) : IId<SessionId>
{
    public static SessionId Of(long value) => new(value);
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A key with which a program acts for an account.</summary>
public readonly record struct ApiTokenId(long Value) : IId<ApiTokenId>
{
    public static ApiTokenId Of(long value) => new(value);
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A role held by an account.</summary>
public readonly record struct GrantId(long Value) : IId<GrantId>
{
    public static GrantId Of(long value) => new(value);
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A link with which somebody chooses a password once.</summary>
public readonly record struct SetUpLinkId(long Value) : IId<SetUpLinkId>
{
    public static SetUpLinkId Of(long value) => new(value);
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
