using Aftercare.Platform;

namespace Aftercare.Modules.Messages;

/// <summary>What the product tells people outside and inside, and what became of it.</summary>
public static class MessagesModule
{
    public static IServiceCollection AddMessagesModule(this IServiceCollection services) => services.AddModule("Messages", messages =>
    {
        messages.Slices(typeof(TellRatingAsked), typeof(TellVisitScheduled), typeof(TellSignInCode), typeof(TellComplaint), typeof(TellTicketUrged), typeof(TellTicketEscalated), typeof(TellEmergency), typeof(TellHandover), typeof(TellCompletionCode));
        messages.Slices(typeof(ReadForSending), typeof(RecordDelivery), typeof(RetryMessage), typeof(ListMessages), typeof(GetMessage), typeof(MyMessages));
        messages.Slices(typeof(ListTemplates), typeof(SetTemplate));
        messages.Slices(typeof(ListRobots), typeof(SetRobot), typeof(RemoveRobot), typeof(TestRobot), typeof(GetMessagePolicy), typeof(SetMessagePolicy));
        messages.Services.AddScoped<Outbound>().AddSingleton<MessageSecrets>().AddSingleton<RobotAddresses>().AddSingleton<Transports>().AddSingleton<IErrand, SendMessage>();
        messages.Services.AddHttpClient(SmsWebhook.Client, client => client.Timeout = TimeSpan.FromSeconds(30));
        messages.Services.AddHttpClient(RobotTransport.Client, client => client.Timeout = TimeSpan.FromSeconds(15)).ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false });
        messages.Contribute(Lists.Messages);
        messages.Contribute(Lists.Templates);
        messages.Contribute(new NavEntry("nav.admin", "messages.title", "/admin/messages", "message", "platform.read", 920));
    });
}
