using System.Collections.Concurrent;
using Aftercare.Modules.Assets.Face;
using Aftercare.Modules.Customers.Face;
using Aftercare.Platform;
using NodaTime;

namespace Aftercare.Shells.Demo;

/// <summary>Whom and what the earlier steps made, for the later ones.</summary>
internal sealed class DemoWorld
{
    /// <summary>When the visitor arrives: the demo's past lies before it.</summary>
    public required Instant Arrival { get; init; }

    /// <summary>How far back the company's past reaches.</summary>
    public required int Days { get; init; }

    public Dictionary<string, UnitId> Units { get; } = [];
    public Dictionary<string, DemoPerson> People { get; } = [];

    /// <summary>By the name of their point.</summary>
    public ConcurrentDictionary<string, List<DemoCustomer>> Customers { get; } = [];

    public IEnumerable<DemoPerson> At(string unit, string role) => People.Values.Where(person => person.Unit == unit && person.Role == role);

    public DemoPerson Agent(string point) => At(point, "P39").First();

    public DemoPerson Dispatcher(DemoPoint point) => At(point.Region, "P10").First();
}

/// <param name="Caller">The person at the gateway: what it writes carries the person's name.</param>
internal sealed record DemoPerson(string Name, string Unit, string Role, PersonId Id, Caller Caller);

internal sealed record DemoCustomer(string Unit, CustomerId Id, ContactId? Contact, SiteId? Site, string Phone, string Name, AssetId Asset, string Skill, LocalDate WarrantyUntil);
