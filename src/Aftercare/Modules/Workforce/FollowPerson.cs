using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Workforce;

/// <summary>A technician goes where the person goes: to another unit, or away.</summary>
internal static class FollowPerson
{
    [Needs("organisation.do")]
    internal sealed record Command(PersonId Person) : ICommand<Done>;

    internal static Command On(PersonChanged fact) => new(fact.Person);

    internal sealed class Handler(AppDb db, IOrganisation organisation) : IHandle<Command, Done>
    {
        public async Task<Done> Handle(Caller caller, Command command, CancellationToken ct)
        {
            if (await db.All<Technician>().SingleOrDefaultAsync(row => row.PersonId == command.Person, ct) is not { } technician) return Done.Instance;
            // As the person is now, not as the fact said: delivered twice or late, the outcome is the same.
            var person = await organisation.Person(command.Person, ct);
            (technician.UnitId, technician.Active) = (person.Unit, person.Active);
            await db.SaveChangesAsync(ct);
            return Done.Instance;
        }
    }
}
