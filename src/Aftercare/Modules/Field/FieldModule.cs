using Aftercare.Modules.Field.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Field;

/// <summary>Work orders, from a ticket to the customer's signature.</summary>
public static class FieldModule
{
    public static IServiceCollection AddFieldModule(this IServiceCollection services) => services.AddModule("Field", field =>
    {
        field.Slices(typeof(CreateWorkOrder), typeof(ListWorkOrders), typeof(GetWorkOrder), typeof(TellOrderStory), typeof(CancelWorkOrder), typeof(SetFieldPolicy));
        field.Slices(typeof(MyDay), typeof(AcceptWorkOrder), typeof(DeclineWorkOrder), typeof(StartTravel), typeof(UndoTravel), typeof(ArriveOnSite));
        field.Slices(typeof(RecordFindings), typeof(ConfirmProduct), typeof(FindModels), typeof(AddPhoto), typeof(Sign), typeof(CompleteWorkOrder), typeof(EndVisit));
        field.Slices(typeof(FileServiceReport), typeof(FindOrderLink), typeof(ReadLinkedOrder));
        field.Slices(typeof(ListActs), typeof(CountActs), typeof(RecordContact), typeof(ListUncontacted), typeof(OrderInstallations));
        field.Slices(typeof(PublishChecklist), typeof(ListChecklists), typeof(LoadStandardChecklists), typeof(FillChecklist), typeof(GetOrderChecklists), typeof(SetPlannedDate), typeof(ShowPlanKeeping), typeof(SetAcceptance));
        field.Slices(typeof(PlanSession), typeof(AttendSession), typeof(WaiveSession), typeof(ListSessions), typeof(GetOrderSessions));
        field.Slices(typeof(SendCompletionCode), typeof(EnterCompletionCode), typeof(ExcuseCompletionCode), typeof(DecideCodeExcuse), typeof(GetCompletionCode), typeof(GetFieldPolicy));
        field.Slices(typeof(UsePart), typeof(RemoveUsedPart), typeof(GetOrderParts), typeof(ListOldParts), typeof(ShowOldPartsAgeing), typeof(ReceiveOldPart));
        field.Face<IField, FieldFace>();
        field.Services.AddScoped<OtherOrders>();
        field.Services.AddScoped<OrderChecklists>();
        field.Services.AddScoped<CompletionCodes>().AddSingleton<CompletionSeals>().AddSingleton<ICompletionCodes>(services => services.GetRequiredService<CompletionSeals>());
        field.Services.AddScoped<IQueueSource, CodeExcusesQueue>();
        field.Services.AddSingleton<IErrand, MakeServiceReport>();
        field.Services.AddScoped<IStorySource, FieldStory>();
        field.Services.AddScoped<IQueueSource, MyVisitsQueue>();
        field.Services.AddScoped<IQueueSource, UncontactedQueue>();
        field.Contribute(Lists.WorkOrders);
        field.Contribute(Lists.Acts);
        field.Contribute(Lists.Sessions);
        field.Contribute(Lists.OldParts);
        field.Contribute(new NavEntry("nav.field", "field.orders.title", "/work-orders", "clipboard-list", "field.read", 310));
        field.Contribute(new NavEntry("nav.field", "field.my-day.title", "/my-day", "calendar-event", "field.do", 320));
        field.Contribute(new NavEntry("nav.field", "field.uncontacted.title", "/work-orders/uncontacted", "phone-off", "field.manage", 312));
        field.Contribute(new NavEntry("nav.field", "field.acts.title", "/work-orders/acts", "arrows-exchange", "field.manage", 314));
        field.Contribute(new NavEntry("nav.field", "field.checklists.title", "/checklists", "checklist", "field.manage", 316));
        field.Contribute(new NavEntry("nav.field", "field.sessions.title", "/work-orders/sessions", "school", "field.manage", 318));
        field.Contribute(new NavEntry("nav.field", "field.policy.title", "/work-orders/policy", "adjustments", "field.manage", 319));
        field.Contribute(new NavEntry("nav.field", "field.old-parts.title", "/old-parts", "recycle", "parts.read", 317));
        field.Contribute(new PageSection("work-order", typeof(OrderParts), "field.read", 2));
        field.Contribute(new PageSection("work-order", typeof(OrderCode), "field.read", 3));
        field.Contribute(new PageSection("work-order", typeof(OrderChecks), "field.read", 1));
        field.Contribute(new PageSection("work-order", typeof(OrderSessions), "field.read", 2));
        field.Contribute(new RecordAction("ticket", "field.new", "clipboard-list", "field.do", id => $"/work-orders/new?ticket={id}"));
        field.Contribute(new SearchKind("work-order", "field.order", "clipboard-list", "field.read", id => $"/work-orders/{id}", VisibleOrders));
        field.Contribute(new FileOwner("work-order", MayRead));
    });

    private static Task<bool> MayRead(AppDb db, long order, CancellationToken ct) => db.Visible<WorkOrder>().AnyAsync(row => row.Id == new WorkOrderId(order), ct);

    private static async Task<IReadOnlyCollection<long>> VisibleOrders(AppDb db, IReadOnlyCollection<long> found, CancellationToken ct)
    {
        List<WorkOrderId> ids = [.. found.Select(WorkOrderId.Of)];
        return (await db.Visible<WorkOrder>().Where(order => ids.Contains(order.Id)).Select(order => order.Id).ToListAsync(ct)).ConvertAll(id => id.Value);
    }
}
