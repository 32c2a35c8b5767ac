using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using NodaTime;

namespace Aftercare.Modules.Dispatch;

/// <summary>Whose days a caller plans: those of the own unit, else of the head.</summary>
internal sealed class PlanningZone(IOrganisation organisation)
{
    public async Task<DateTimeZone> Of(Caller caller, CancellationToken ct) =>
        caller.HomeUnit is { } home ? (await organisation.Unit(home, ct)).Zone : (await organisation.Units(ct))[0].Zone;
}
