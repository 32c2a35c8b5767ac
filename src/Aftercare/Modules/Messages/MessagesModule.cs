using Aftercare.Platform;

namespace Aftercare.Modules.Messages;

/// <summary>What the product tells people outside and inside, and what became of it.</summary>
public static class MessagesModule
{
    public static IServiceCollection AddMessagesModule(this IServiceCollection services) => services.AddModule("Messages", messages =>
    {
        messages.Slices(typeof(TellRatingAsked), typeof(TellVisitScheduled), typeof(TellSignInCode), typeof(TellComplaint), typeof(TellTicketUrged), typeof(TellHandover));
        messages.Slices(typeof(ReadForSending), typeof(RecordDelivery), typeof(RetryMessage), typeof(ListMessages), typeof(GetMessage), typeof(MyMessages));
        messages.Slices(typeof(ListTemplates), typeof(SetTemplate));
        messages.Services.AddScoped<Outbound>().AddSingleton<MessageSecrets>().AddSingleton<Transports>().AddSingleton<IErrand, SendMessage>();
        messages.Services.AddHttpClient(SmsWebhook.Client, client => client.Timeout = TimeSpan.FromSeconds(30));
        messages.Contribute(Lists.Messages);
        messages.Contribute(Lists.Templates);
        messages.Contribute(new NavEntry("nav.admin", "messages.title", "/admin/messages", "message", "platform.read", 920));
    });
}
