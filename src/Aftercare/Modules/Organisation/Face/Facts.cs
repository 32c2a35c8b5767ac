using Aftercare.Platform;

namespace Aftercare.Modules.Organisation.Face;

/// <summary>A person changed unit, name or whether they still work here.</summary>
[AnnouncedAs("organisation.person-changed")]
public sealed record PersonChanged(PersonId Person, UnitId Unit, bool Active) : IFact
{
    public long About => Person.Value;
}
