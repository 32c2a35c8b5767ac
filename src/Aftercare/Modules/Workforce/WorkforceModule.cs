using Aftercare.Modules.Workforce.Face;
using Aftercare.Platform;

namespace Aftercare.Modules.Workforce;

/// <summary>Technicians: who goes, what they can, and when.</summary>
public static class WorkforceModule
{
    public static IServiceCollection AddWorkforceModule(this IServiceCollection services) => services.AddModule("Workforce", workforce =>
    {
        workforce.Slices(typeof(MakeTechnician), typeof(SetSkills), typeof(ListTechnicians), typeof(GetTechnician), typeof(ShowWeek), typeof(FollowPerson));
        workforce.Slices(typeof(AddShifts), typeof(RemoveShift), typeof(TakeTimeOff), typeof(CancelTimeOff));
        workforce.Services.AddScoped<ITableTarget, SkillsTable>();
        workforce.Face<IWorkforce, WorkforceFace>();
        workforce.Contribute(Lists.Technicians);
        workforce.Contribute(new NavEntry("nav.organisation", "workforce.title", "/technicians", "tools", "organisation.read", 815));
    });
}
