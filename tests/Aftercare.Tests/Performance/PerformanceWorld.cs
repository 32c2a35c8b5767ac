using System.Net;
using System.Net.Http.Json;
using Aftercare.Modules.Desk;
using Aftercare.Modules.Desk.Face;
using Aftercare.Modules.Performance;
using Aftercare.Modules.Performance.Face;
using Aftercare.Platform;
using Aftercare.Rules.Scoring;
using Aftercare.Tests.Desk;

namespace Aftercare.Tests.Performance;

/// <summary>A desk with the shipped indicators. It is Monday 2 March 2026, 10:00; what is not done by April has run out.</summary>
internal sealed record PerformanceWorld(DeskWorld Desk)
{
    public const string Quarter = "2026-Q1";

    public TestApp App => Desk.App;

    public TestCompany Company => Desk.Company;

    public UnitId Unit => Desk.Unit;

    /// <summary>May do everything with figures, and read the trail.</summary>
    public Caller Manager => Company.Person("performance.read", "performance.manage", "performance.approve", "platform.read") with { Name = "李经理" };

    /// <summary>May look at the figures of the unit.</summary>
    public Caller Reader => Company.PersonOf(Unit, "performance.read");

    public static async Task<PerformanceWorld> Open(TestApp app)
    {
        app.Time.SetShanghai("2026-03-02 10:00");
        var world = new PerformanceWorld(await DeskWorld.Open(app));
        Assert.Equal(["K03", "K08"], (await world.Post<LoadStandardKpis.Response>("kpis/standard", new LoadStandardKpis.Command(new(2026, 1, 1)))).Added);
        return world;
    }

    /// <summary>Requests of today, so many of them answered and solved in time.</summary>
    public async Task<List<TicketId>> Requests(int all, int inTime, string type = "repair", PersonId? handler = null, UnitId? unit = null)
    {
        var tickets = new List<TicketId>();
        for (var number = 1; number <= all; number++)
        {
            var request = Desk.Request($"{type} {number}", type) with { Handler = handler, Unit = unit ?? Unit };
            tickets.Add((await App.Run(Company.System, request)).Id);
            if (number <= inTime) await App.Run(Company.System, new SolveTicket.Command("更换皮带", "belt") { Id = tickets[^1] });
        }
        return tickets;
    }

    /// <summary>Thursday 2 April, 09:00: the quarter is over, and every clock of it has run out.</summary>
    public async Task QuarterIsOver()
    {
        App.Time.SetShanghai("2026-04-02 09:00");
        await App.Settle();
    }

    public async Task<ListKpis.Row> Kpi(string number) => (await Get<ListKpis.Response>("kpis")).Kpis.Single(kpi => kpi.Number == number);

    public async Task<CardId> Card(string code = "TIMELINESS") => (await Get<ListKpis.Response>("kpis")).Cards.Single(card => card.Code == code).Id;

    public async Task<ShowScorecard.Response> Scorecard(CardId card, string period = Quarter, Caller? caller = null, UnitId? unit = null, PersonId? person = null) =>
        await Get<ShowScorecard.Response>($"cards/{card}/scorecard?unit={unit ?? Unit}&period={period}{(person is { } whose ? $"&person={whose}" : "")}", caller);

    public async Task<ShowEvidence.Response> Evidence(KpiId kpi, string term, string? without = null, Caller? caller = null, PersonId? person = null, long after = 0) =>
        await Get<ShowEvidence.Response>($"kpis/{kpi}/evidence?unit={Unit}&period={Quarter}&term={term}&without={without}&after={after}{(person is { } whose ? $"&person={whose}" : "")}", caller);

    public async Task<ShowResult.Response> Result(KpiResultId id) => await Get<ShowResult.Response>($"kpi-results/{id}");

    public async Task<FreezeKpi.Response> Freeze(KpiId kpi, string period = Quarter, PersonId? person = null) => await Post<FreezeKpi.Response>($"kpis/{kpi}/results", new FreezeKpi.Command(Unit, period, person));

    public async Task<T> Get<T>(string path, Caller? caller = null) => await (await App.ClientFor(caller ?? Manager).GetAsync("/api/" + path)).Read<T>();

    public async Task<T> Post<T>(string path, object body, Caller? caller = null) => await (await Send(path, body, caller)).Read<T>();

    public Task<HttpResponseMessage> Send(string path, object body, Caller? caller = null) => App.ClientFor(caller ?? Manager).PostAsJsonAsync("/api/" + path, body, PlatformJson.Options);

    /// <summary>The status and code a call is refused with.</summary>
    public async Task<(HttpStatusCode, string?)> Refused(string path, object body, Caller? caller = null)
    {
        var answer = await Send(path, body, caller);
        return (answer.StatusCode, await answer.Code());
    }

    public async Task<(HttpStatusCode, string?)> RefusedToShow(string path, Caller? caller = null)
    {
        var answer = await App.ClientFor(caller ?? Manager).GetAsync("/api/" + path);
        return (answer.StatusCode, await answer.Code());
    }

    /// <summary>
    /// The share of a type's requests that were solved in time. Its score is its value: 70 is wanted, a score of 60 to 70 is
    /// within the tolerance, below and above it rises evenly.
    /// </summary>
    public static KpiDefinition Share(string type, string clock = "solve") => new(
        "按时完成的比例", null, "met / settled", [new("met", $"desk.{clock}.met", [type]), new("settled", $"desk.{clock}.settled", [type])],
        Direction.Higher, Percent: true, Decimals: 1, Best: 100, Worst: 0, [PeriodKind.Month, PeriodKind.Quarter], Tolerance: 10);

    /// <summary>An indicator of <see cref="Share"/> with 70 wanted each quarter.</summary>
    public async Task<KpiId> DefineShare(string number, string type)
    {
        var kpi = (await Post<DefineKpi.Response>("kpis", new DefineKpi.Command(number, $"{type}及时率", $"Timeliness of {type}", Share(type), new(2026, 1, 1)))).KpiId;
        await Send($"kpis/{kpi}/targets", new SetKpiTarget.Command(PeriodKind.Quarter, 70, new(2026, 1, 1)));
        return kpi;
    }
}
