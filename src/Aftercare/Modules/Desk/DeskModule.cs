using Aftercare.Modules.Desk.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Desk;

/// <summary>Tickets, their clocks, and the policies that set them.</summary>
public static class DeskModule
{
    public static IServiceCollection AddDeskModule(this IServiceCollection services) => services.AddModule("Desk", desk =>
    {
        desk.Slices(
            typeof(RegisterTicket), typeof(ClassifyTicket), typeof(AssignHandler), typeof(ChangePriority), typeof(AcknowledgeTicket), typeof(RespondToTicket), typeof(HoldTicket), typeof(ResumeTicket),
            typeof(SolveTicket), typeof(RecordContactAttempt), typeof(ConfirmSolution), typeof(CloseTicket), typeof(ReopenTicket), typeof(CancelTicket));
        desk.Slices(typeof(AddNote), typeof(UrgeTicket), typeof(UrgeFollowedTicket), typeof(EnterEarlierFact), typeof(LookUpCaller), typeof(ReportFault), typeof(OfferPortalTypes), typeof(FollowTicket));
        desk.Slices(typeof(ListTickets), typeof(GetTicket), typeof(TellTicketStory), typeof(ListTicketFiles), typeof(ExplainClock), typeof(SummariseCauses));
        desk.Slices(typeof(LoadStandardPolicies), typeof(PublishPolicy), typeof(ListPolicies), typeof(EditRequestType), typeof(ListRequestTypes), typeof(ListPriorityRules), typeof(EditPriorityRule));
        desk.Slices(typeof(WatchClocks), typeof(AdoptPolicy), typeof(AdoptCalendar), typeof(AdoptUnitCalendar));
        desk.Face<IDesk, Desk>();
        desk.Services.AddSingleton(new Kept<ClockBooks>((_, _) => Task.FromResult(new ClockBooks())));
        desk.Services.AddSingleton<PortalGate>();
        desk.Services.AddSingleton(new Kept<DeskBook>(DeskBook.Read));
        desk.Services.AddScoped<DeskRules>();
        desk.Services.AddScoped<Reckoner>();
        desk.Services.AddScoped<Intake>();
        desk.Services.AddScoped<TicketPages>();
        desk.Services.AddScoped<TicketRows>();
        desk.Services.AddScoped<IStorySource, DeskStory>();
        desk.Services.AddScoped<IQueueSource, MyQueue>();
        desk.Slices(typeof(TakeTicket));
        desk.Services.AddScoped<ITableTarget, TicketsTable>();
        desk.Slices(typeof(EscalateTicket), typeof(WatchEscalations), typeof(AcceptEscalation), typeof(ListEscalations), typeof(AppointStandIn), typeof(EndStandIn), typeof(SetDeskTerms), typeof(ShowDeskTerms));
        desk.Slices(typeof(CallPeople), typeof(TakeEmergency), typeof(RecordRescue), typeof(ShowEmergency), typeof(RefuteRepeat));
        desk.Slices(typeof(ExplainBreach), typeof(AskExemption), typeof(DecideExemption), typeof(ListBreaches), typeof(ShowTimeliness));
        desk.Services.AddScoped<Ladder>().AddScoped<Repeats>().AddScoped<EscalationRows>().AddScoped<TicketStrains>().AddScoped<BreachPages>();
        desk.Services.AddScoped<IQueueSource, EmergencyQueue>().AddScoped<IQueueSource, EscalatedQueue>().AddScoped<IQueueSource, BreachQueue>();
        desk.Contribute(new FileOwner(BreachReview.FileKind, (db, review, ct) => db.Visible<BreachReview>().AnyAsync(BreachReview.WithKey(review), ct)));
        desk.Contribute(new NavEntry("nav.desk", "desk.breaches", "/breaches", "clock-exclamation", "desk.read", 112));
        desk.Contribute(new NavEntry("nav.desk", "desk.escalations", "/escalations", "trending-up", "desk.read", 114));
        desk.Contribute(Lists.Tickets);
        desk.Contribute(Lists.Archive);
        desk.Contribute(Lists.RequestTypes);
        desk.Contribute(Lists.Escalations);
        desk.Contribute(Lists.Breaches);
        desk.Contribute(Lists.PriorityRules);
        desk.Services.AddScoped<IQueueSource, UrgedQueue>();
        desk.Contribute(new NavEntry("nav.desk", "desk.tickets", "/tickets", "headset", "desk.read", 100));
        desk.Contribute(new NavEntry("nav.desk", "desk.archive", "/desk/archive", "archive", "desk.read", 110));
        desk.Contribute(new NavEntry("nav.desk", "desk.policies", "/policies", "clock", "desk.read", 120));
        desk.Contribute(new FileOwner(ListTicketFiles.Kind, (db, ticket, ct) => db.Visible<Ticket>().AnyAsync(Ticket.WithKey(ticket), ct)));
        desk.Contribute(new SearchKind("ticket", "desk.ticket", "headset", "desk.read", id => $"/tickets/{id}", VisibleTickets));
    });

    private static async Task<IReadOnlyCollection<long>> VisibleTickets(AppDb db, IReadOnlyCollection<long> found, CancellationToken ct)
    {
        var ids = found.Select(TicketId.Of).ToList();
        return (await db.Visible<Ticket>().Where(ticket => ids.Contains(ticket.Id)).Select(ticket => ticket.Id).ToListAsync(ct)).ConvertAll(id => id.Value);
    }
}
