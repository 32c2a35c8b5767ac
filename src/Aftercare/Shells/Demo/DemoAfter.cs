using Aftercare.Modules.Charges;
using Aftercare.Modules.Quality;
using Aftercare.Modules.Satisfaction;
using Aftercare.Platform;
using NodaTime;

namespace Aftercare.Shells.Demo;

/// <summary>Step six: what the office does behind the visits: calls customers back, answers complaints, counts the cash.</summary>
internal static class DemoAfter
{
    public static async Task Play(DemoStage stage)
    {
        await CallBack(stage);
        await Complain(stage);
        await HandIn(stage);
    }

    /// <summary>Everything up to four days ago was called; one in six did not answer.</summary>
    private static async Task CallBack(DemoStage stage)
    {
        // Call-backs are drawn from facts: those of three months are delivered first.
        await stage.Services.GetRequiredService<OutboxPump>().Drain(stage.Cancelled);
        string? after = null;
        do
        {
            var page = await stage.Ask(new ListCallbacks.Query(new(), after, 200));
            foreach (var line in page.Items.Where(line => line.DueAt < stage.World.Arrival - Duration.FromDays(4)))
            {
                var caller = stage.World.People["李娜"].Caller;
                if (stage.Chance.Next(6) == 0) await stage.Replay(line.DueAt + Duration.FromMinutes(30), new RecordCall.Command(CallResult.NoAnswer) { Id = line.Id }, caller);
                var stars = stage.Chance.Next(16) switch { 0 => 2, 1 => 3, < 6 => 4, _ => 5 };
                await stage.Replay(line.DueAt + Duration.FromHours(30), new AnswerCallback.Command(await Answers(stage, stars)) { Id = line.Id }, caller);
            }
            after = page.Next;
        }
        while (after is not null);
    }

    private static async Task<IReadOnlyList<AnswerCallback.Given>> Answers(DemoStage stage, int stars) =>
        [.. (await stage.Ask(new GetCallbackRules.Query())).Questions.Where(question => question.Kind is not QuestionKind.Text).Select(question => new AnswerCallback.Given(question.Code, question.Kind is QuestionKind.YesNo ? 1 : stars))];

    /// <summary>One that was answered in time, one that is being looked into, and one that came in today.</summary>
    private static async Task Complain(DemoStage stage)
    {
        (string Words, ComplaintCategory Category, int DaysAgo)[] complaints =
            [("师傅迟到两个小时，也没有电话通知。", ComplaintCategory.Service, 20), ("同一台空调一个月内修了三次还是不制冷。", ComplaintCategory.Product, 2), ("收费和事先电话里说的不一样。", ComplaintCategory.Price, 0)];
        foreach (var (index, (words, category, daysAgo)) in complaints.Index())
        {
            var point = DemoPoint.All[index * 3];
            var (customer, officer) = (stage.World.Customers[point.Name][0], stage.World.Agent(point.Name));
            var received = daysAgo == 0 ? stage.World.Arrival - Duration.FromMinutes(50) : DemoStage.At(stage.Today.PlusDays(-daysAgo), 10, 5);
            var made = await stage.Replay(received, new RegisterComplaint.Command(words, category, Customer: customer.Id, Contact: customer.Contact, CallerName: customer.Name, CallerPhone: customer.Phone, Asset: customer.Asset, Owner: officer.Id, Unit: stage.World.Units[point.Name]), officer.Caller);
            if (daysAgo == 0) continue;
            await stage.Replay(received + Duration.FromHours(3), new VerifyComplaint.Command(true, "属实，已与客户核对时间与工单记录。") { Id = made.Id }, officer.Caller);
            if (daysAgo < 10) continue;
            await stage.Replay(received + Duration.FromHours(5), new AnswerComplaint.Command("致歉并免收本次上门费，由组长重新上门检查。", "phone") { Id = made.Id }, officer.Caller);
            await stage.Replay(received + Duration.FromHours(24), new RecordVerdict.Command(true, "phone", "处理结果可以接受") { Id = made.Id }, officer.Caller);
            await stage.Replay(received + Duration.FromHours(25), new CloseComplaint.Command("改期必须先电话告知；已在周会说明。") { Id = made.Id }, officer.Caller);
        }
    }

    /// <summary>Everybody has handed their cash in but three; of those who did, one was five yuan short.</summary>
    private static async Task HandIn(DemoStage stage)
    {
        var boxes = (await stage.Ask(new ListCashBoxes.Query())).Page.Items;
        foreach (var (index, box) in boxes.Skip(3).Index())
            await stage.Replay(stage.World.Arrival - Duration.FromMinutes(2), new TakeHandIn.Command(index == 0 ? box.Open - 5 : box.Open, index == 0 ? "找零少 5 元，明日补交" : null) { Box = box.Id }, stage.World.Agent(box.UnitName).Caller);
    }
}
