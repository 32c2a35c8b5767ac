using Aftercare.Platform;

namespace Aftercare.Modules.Dispatch;

/// <summary>Who goes, and when: candidates with reasons, appointments that never overlap.</summary>
public static class DispatchModule
{
    public static IServiceCollection AddDispatchModule(this IServiceCollection services) => services.AddModule("Dispatch", dispatch =>
    {
        dispatch.Slices(typeof(DayPlan), typeof(Candidates), typeof(DispatchWorkOrder), typeof(MoveAppointment), typeof(Unschedule), typeof(FreeTime));
        dispatch.Slices(typeof(HandOverWorkOrder), typeof(AcceptHandover), typeof(RefuseHandover), typeof(TakeBackHandover), typeof(RemindHandover), typeof(ReturnHandover), typeof(DropHandover));
        dispatch.Slices(typeof(ListHandovers), typeof(CountHandovers), typeof(ShowHolder), typeof(GetDispatchPolicy), typeof(SetDispatchPolicy), typeof(ShowMeanwhile));
        dispatch.Slices(typeof(ListPool), typeof(TakeOrder), typeof(ReorderVisits));
        dispatch.Services.AddScoped<PoolRule>();
        dispatch.Contribute(new NavEntry("nav.field", "dispatch.pool.mine", "/my-pool", "hand-stop", "field.do", 325));
        dispatch.Services.AddScoped<HandoverBooks>();
        dispatch.Services.AddScoped<IStorySource, HandoverStory>();
        dispatch.Services.AddScoped<IQueueSource, OffersQueue>();
        dispatch.Contribute(new PageSection("work-order", typeof(OrderHolder), "field.read", 5));
        dispatch.Contribute(Lists.Handovers);
        dispatch.Contribute(new NavEntry("nav.field", "dispatch.handovers.title", "/dispatch/handovers", "transfer", "field.manage", 302));
        dispatch.Services.AddScoped<Bookings>().AddScoped<FitLoader>().AddScoped<Nearness>();
        dispatch.Services.AddScoped<IQueueSource, ToDispatchQueue>();
        dispatch.Contribute(new NavEntry("nav.field", "dispatch.title", "/dispatch", "layout-board", "field.manage", 300));
    });
}
