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
        satisfaction.Services.AddSingleton<RatingLinks>().AddSingleton<IRatingLinks>(provider => provider.GetRequiredService<RatingLinks>());
        satisfaction.Services.AddScoped<RatingDoor>().AddScoped<Ratings>();
        satisfaction.Services.AddScoped<IStorySource, RatingStory>();
        satisfaction.Services.AddScoped<IQueueSource, LowRatingsQueue>();
        satisfaction.Services.Configure<RateLimiterOptions>(limits => limits.AddPolicy(RatingLimit, http =>
            RateLimitPartition.GetFixedWindowLimiter(http.Connection.RemoteIpAddress?.ToString() ?? "", _ => new() { PermitLimit = RequestsPerMinute, Window = TimeSpan.FromMinutes(1) })));
        satisfaction.Contribute(Lists.Ratings);
        satisfaction.Contribute(new NavEntry("nav.satisfaction", "satisfaction.title", "/ratings", "star", "satisfaction.read", 500));
    });
}
