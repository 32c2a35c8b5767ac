using Aftercare.Modules.Identity.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Aftercare.Modules.Organisation;

/// <summary>The organisation tree, the people in it, and who registers requests where.</summary>
public static class OrganisationModule
{
    public static IServiceCollection AddOrganisationModule(this IServiceCollection services) => services.AddModule("Organisation", organisation =>
    {
        organisation.Slices(typeof(AddUnit), typeof(ChangeUnit), typeof(ListUnits), typeof(GetUnit), typeof(PutOnIntakeRoster), typeof(GetZone), typeof(UnitChoices));
        organisation.Slices(typeof(AddPerson), typeof(ChangePerson), typeof(DeactivatePerson), typeof(ListPeople), typeof(GetPerson));
        organisation.Slices(typeof(AddPost), typeof(ChangePost), typeof(AppointToPost), typeof(ReleaseFromPost), typeof(ListPosts), typeof(GetPost), typeof(ListTemplates), typeof(UseTemplate));
        organisation.Services.AddSingleton<UnitTrees>();
        organisation.Services.AddScoped<IQueueSource, MissingIntake>();
        organisation.Face<IOrganisation, OrganisationFace>();
        organisation.Services.Replace(ServiceDescriptor.Scoped<IUnitTree, UnitScope>());
        organisation.Services.AddScoped<ITableTarget, UnitsTable>();
        organisation.Services.AddScoped<ITableTarget, PeopleTable>();
        organisation.Services.AddScoped<ICallerZone, CallerZone>();
        organisation.Contribute(Lists.People);
        organisation.Contribute(Lists.Units);
        organisation.Contribute(new NavEntry("nav.organisation", "organisation.units.title", "/units", "sitemap", "organisation.read", 800));
        organisation.Contribute(new NavEntry("nav.organisation", "organisation.people.title", "/people", "users", "organisation.read", 810));
        organisation.Contribute(new NavEntry("nav.organisation", "organisation.posts.title", "/posts", "id-badge", "organisation.read", 805));
        organisation.Contribute(new SearchKind("post", "organisation.post", "id-badge", "organisation.read", id => $"/posts/{id}", VisiblePosts));
        organisation.Contribute(new SearchKind("person", "organisation.person", "user", "organisation.read", id => $"/people/{id}", VisiblePeople));
    });

    private static async Task<IReadOnlyCollection<long>> VisiblePosts(AppDb db, IReadOnlyCollection<long> found, CancellationToken ct)
    {
        var ids = found.Select(PostId.Of).ToList();
        return (await db.Visible<Post>().Where(post => ids.Contains(post.Id)).Select(post => post.Id).ToListAsync(ct)).ConvertAll(id => id.Value);
    }

    private static async Task<IReadOnlyCollection<long>> VisiblePeople(AppDb db, IReadOnlyCollection<long> found, CancellationToken ct)
    {
        var ids = found.Select(PersonId.Of).ToList();
        return (await db.Visible<Person>().Where(person => ids.Contains(person.Id)).Select(person => person.Id).ToListAsync(ct)).ConvertAll(id => id.Value);
    }
}
