using System.Threading.RateLimiting;
using Aftercare.Modules.Satisfaction.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.RateLimiting;

namespace Aftercare.Modules.Satisfaction;

/// <summary>What customers say about the service, asked for after every order.</summary>
public static class SatisfactionModule
{
    /// <summary>Per address: a customer needs a few requests, somebody who guesses links needs very many.</summary>
    internal const string RatingLimit = "rating-link";

    private const int RequestsPerMinute = 30;

    public static IServiceCollection AddSatisfactionModule(this IServiceCollection services) => services.AddModule("Satisfaction", satisfaction =>
    {
        satisfaction.Slices(typeof(AskForRating), typeof(FindRatingLink), typeof(ReadRatingLink), typeof(GiveRating), typeof(ReportOwnDevice));
        satisfaction.Slices(typeof(RecordPhoneRating), typeof(ListRatings), typeof(GetSatisfactionRate), typeof(SetSatisfactionPolicy));
        satisfaction.Slices(typeof(DrawCallback), typeof(DrawRemoteCallback), typeof(ListCallbacks), typeof(GetCallback), typeof(RecordCall), typeof(AnswerCallback), typeof(CheckRating));
        satisfaction.Slices(typeof(ListFollowUps), typeof(FinishFollowUp), typeof(GetCallbackResults), typeof(GetCallbackRules), typeof(SetCallbackPolicy), typeof(SetCallbackPerson), typeof(PublishQuestionnaire));
        satisfaction.Slices(typeof(RecordCareVisit), typeof(ListOverdueCare), typeof(GetVisitRatio));
        satisfaction.Services.AddSingleton<RatingLinks>().AddSingleton<IRatingLinks>(provider => provider.GetRequiredService<RatingLinks>());
        satisfaction.Services.AddScoped<RatingDoor>().AddScoped<Ratings>().AddScoped<Callbacks>().AddScoped<CallbackList>().AddScoped<FollowUps>();
        satisfaction.Services.AddScoped<IStorySource, RatingStory>().AddScoped<IStorySource, CallbackStory>();
        satisfaction.Services.AddScoped<IQueueSource, LowRatingsQueue>().AddScoped<IQueueSource, CallbackQueue>().AddScoped<IQueueSource, FollowUpQueue>();
        satisfaction.Services.Configure<RateLimiterOptions>(limits => limits.AddPolicy(RatingLimit, http =>
            RateLimitPartition.GetFixedWindowLimiter(http.Connection.RemoteIpAddress?.ToString() ?? "", _ => new() { PermitLimit = RequestsPerMinute, Window = TimeSpan.FromMinutes(1) })));
        satisfaction.Contribute(Lists.Ratings);
        satisfaction.Contribute(Lists.Callbacks);
        satisfaction.Contribute(new NavEntry("nav.satisfaction", "satisfaction.title", "/ratings", "star", "satisfaction.read", 500));
        satisfaction.Contribute(new NavEntry("nav.satisfaction", "satisfaction.callback.title", "/callbacks", "phone-outgoing", "satisfaction.read", 490));
        satisfaction.Contribute(new NavEntry("nav.satisfaction", "satisfaction.follow-up.title", "/follow-ups", "heart-handshake", "satisfaction.read", 495));
    });
}
