using Aftercare.Platform;

namespace Aftercare.Modules.Organisation.Face;

/// <summary>A person changed unit, name or whether they still work here.</summary>
[AnnouncedAs("organisation.person-changed")]
public sealed record PersonChanged(PersonId Person, UnitId Unit, bool Active) : IFact
{
    public long About => Person.Value;
}

/// <summary>A unit hangs below another unit than before.</summary>
[AnnouncedAs("organisation.unit-moved")]
public sealed record UnitMoved(UnitId Unit) : IFact
{
    public long About => Unit.Value;
}
