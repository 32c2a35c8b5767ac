namespace Aftercare.Platform;

/// <summary>The three faces of the product, and the door to them.</summary>
public enum Face
{
    /// <summary>Agents, dispatchers, managers at a desk; what a page is that says nothing.</summary>
    Console,

    /// <summary>A technician with gloves and a phone.</summary>
    Phone,

    /// <summary>A customer: no script, no sign-in.</summary>
    Portal,

    /// <summary>Whoever is not signed in yet: scripts as at a desk, no navigation.</summary>
    Door,
}

/// <summary>Says which face a page belongs to: `@attribute [PageFace(Face.Portal)]`. The shell puts the right frame around it.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class PageFaceAttribute(Face face) : Attribute
{
    public Face Face { get; } = face;
}
