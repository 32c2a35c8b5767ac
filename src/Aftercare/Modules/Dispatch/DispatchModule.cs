using Aftercare.Platform;

namespace Aftercare.Modules.Dispatch;

/// <summary>Who goes, and when: candidates with reasons, appointments that never overlap.</summary>
public static class DispatchModule
{
    public static IServiceCollection AddDispatchModule(this IServiceCollection services) => services.AddModule("Dispatch", dispatch =>
    {
        dispatch.Slices(typeof(DayPlan), typeof(Candidates), typeof(DispatchWorkOrder), typeof(MoveAppointment), typeof(Unschedule), typeof(FreeTime));
        dispatch.Services.AddScoped<Bookings>().AddScoped<FitLoader>().AddScoped<Nearness>();
        dispatch.Services.AddScoped<IQueueSource, ToDispatchQueue>();
        dispatch.Contribute(new NavEntry("nav.field", "dispatch.title", "/dispatch", "layout-board", "field.manage", 300));
    });
}
