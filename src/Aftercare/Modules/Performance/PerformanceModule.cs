using Aftercare.Platform;

namespace Aftercare.Modules.Performance;

/// <summary>Indicators, targets, scorecards.</summary>
public static class PerformanceModule
{
    public static IServiceCollection AddPerformanceModule(this IServiceCollection services) => services.AddModule("Performance", performance => performance
        .Slices(
            typeof(LoadStandardKpis), typeof(DefineKpi), typeof(ChangeKpi), typeof(SetKpiTarget), typeof(ListKpis),
            typeof(DefineCard), typeof(ChooseScorecard), typeof(ShowScorecard), typeof(ShowEvidence), typeof(ComputeKpis),
            typeof(FreezeKpi), typeof(CorrectResult), typeof(ShowResult), typeof(ListResults),
            typeof(ListLibrary), typeof(LoadPolicySets), typeof(ListPolicySets), typeof(AdoptPolicySet), typeof(AssignScheme), typeof(ShowDailyReport))
        .Contribute(new NavEntry("nav.performance", "performance.scorecard", "/performance/scorecard", "chart-bar", "performance.read", 700))
        .Contribute(new NavEntry("nav.performance", "performance.daily", "/performance/daily", "report", "performance.read", 705))
        .Contribute(new NavEntry("nav.performance", "performance.kpis", "/performance/kpis", "list-details", "performance.read", 710))
        .Contribute(new NavEntry("nav.performance", "performance.library", "/performance/library", "book", "performance.read", 720))
        .Contribute(new NavEntry("nav.performance", "performance.policies", "/performance/policies", "adjustments", "performance.read", 730))
        .Services.AddScoped<Counts>().AddScoped<Activation>().AddScoped<PolicyBook>());
}
