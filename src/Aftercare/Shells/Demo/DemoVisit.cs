using System.Globalization;
using Aftercare.Modules.Charges;
using Aftercare.Modules.Charges.Face;
using Aftercare.Modules.Desk;
using Aftercare.Modules.Dispatch;
using Aftercare.Modules.Field;
using Aftercare.Modules.Field.Face;
using Aftercare.Modules.Satisfaction;
using Aftercare.Platform;
using NodaTime;

namespace Aftercare.Shells.Demo;

/// <summary>From the work order to the closed request: booked, driven to, quoted, mended, signed, paid and rated, as far as it has come.</summary>
internal sealed class DemoVisit(DemoRequest request)
{
    private const int Minutes = 90;

    private static readonly (string Cause, string Action, string? Part)[] Repairs =
    [
        ("部件老化", "更换电容，试机正常", "电容 C-35 ×1"), ("接线松动", "重新接线并紧固", null), ("排水泵堵塞", "清理异物，更换排水泵", "排水泵 P-20 ×1"), ("制冷剂泄漏", "补焊并加注制冷剂", "R32 0.5 kg"), ("主板损坏", "更换主板", "主板 M-08 ×1"),
    ];

    private static readonly (string Code, int Quantity)[] Needed = [("VF-01", 1), ("LB-01", 60), ("PT-1005", 1)];

    private readonly DemoStage _stage = request.Stage;
    private DemoPerson _technician = null!;
    private DemoPerson? _wanted;
    private WorkOrderId _order;

    private bool Pays => request.Customer.WarrantyUntil < request.Now.InZone(DemoStage.Zone).Date;

    /// <param name="daysAhead">Which day is looked for first.</param>
    /// <param name="wanted">Whom the customer would like to see again.</param>
    public async Task Play(int daysAhead, DemoPerson? wanted = null)
    {
        _wanted = wanted;
        if (!request.Reached(request.Minutes(5, 30))) return;
        _order = (await request.Do(new CreateWorkOrder.Command(request.Ticket, RequiredSkill: request.Customer.Skill, EstimatedMinutes: Minutes), request.Agent)).WorkOrder;
        if (request.Reached(request.Minutes(5, 40))) await Visit(daysAhead, partMissing: _stage.Chance.Next(15) == 0);
    }

    private async Task Visit(int daysAhead, bool partMissing)
    {
        var today = request.Now.InZone(DemoStage.Zone).Date;
        for (var day = daysAhead; day < daysAhead + 10; day++)
            if (await Book(today.PlusDays(day)) is { } start)
            {
                await Go(start, partMissing);
                return;
            }
    }

    /// <summary>The first technician of the point who can and has time on that day. When none does, the order waits in the pool, as on a real day.</summary>
    private async Task<Instant?> Book(LocalDate day)
    {
        var start = DemoStage.At(day, 8, 30) + Duration.FromHours(2 * _stage.Chance.Next(0, 5));
        if (start < request.Now) return null;
        var technicians = _stage.World.At(request.Point.Name, "P20").ToArray();
        _stage.Chance.Shuffle(technicians);
        foreach (var technician in technicians.OrderByDescending(technician => technician == _wanted))
        {
            try
            {
                await request.Do(new DispatchWorkOrder.Command(technician.Id, start, Minutes, PromisedUntil: start + Duration.FromHours(2)) { Id = _order }, _stage.World.Dispatcher(request.Point));
                _technician = technician;
                return start;
            }
            catch (Refusal no) when (no.Code.StartsWith("technician.", StringComparison.Ordinal) || no.Code == "slot.in-the-past")
            {
                // The next one may do.
            }
        }
        return null;
    }

    private async Task Go(Instant start, bool partMissing)
    {
        if (!request.Reached(request.Minutes(3, 45))) return;
        await request.Do(new AcceptWorkOrder.Command { Id = _order }, _technician);
        if (!request.Until(start - request.Minutes(60, 100))) return;
        await request.Do(new RecordContact.Command(true, "已与客户确认上门时间。") { Id = _order }, _technician);
        if (!request.Until(start - request.Minutes(20, 45))) return;
        await request.Do(new StartTravel.Command { Id = _order }, _technician);
        if (!request.Until(start + Duration.FromMinutes(_stage.Chance.Next(12) == 0 ? 135 : _stage.Chance.Next(-8, 12)))) return;
        await request.Do(new ArriveOnSite.Command { Id = _order }, _technician);
        if (!request.Reached(request.Minutes(10, 25))) return;
        if (Pays && !await Agree()) return;
        if (!request.Reached(request.Minutes(25, 60))) return;
        if (!partMissing)
        {
            await Complete();
            return;
        }
        await request.Do(new EndVisit.Command(VisitOutcome.PartMissing, "主板缺货，已申请调拨。") { Id = _order }, _technician);
        if (request.Reached(request.Minutes(20, 90))) await Visit(2, partMissing: false);
    }

    /// <summary>Out of warranty: a price before the work. One in ten says no.</summary>
    private async Task<bool> Agree()
    {
        await request.Do(new SetQuote.Command([.. Needed.Select(item => new SetQuote.ItemFields(item.Code, item.Quantity))]) { Order = _order }, _technician);
        var agreed = _stage.Chance.Next(10) > 0;
        await request.Do(new AnswerQuote.Command(agreed, agreed ? ConsentWay.Phone : null, request.Customer.Name, null, agreed ? "客户不在场，电话同意" : "客户认为价格偏高") { Order = _order }, _technician);
        if (agreed) return true;
        await request.Do(new EndVisit.Command(VisitOutcome.CustomerRefused, "客户不同意报价。") { Id = _order }, _technician);
        if (!request.Reached(request.Minutes(10, 60))) return false;
        await request.Do(new CancelWorkOrder.Command("客户不同意报价，不再维修。") { Id = _order }, request.Agent);
        await request.Do(new SolveTicket.Command("客户不同意报价，未维修；已说明可随时再报修。", "客户放弃") { Id = request.Ticket }, request.Agent);
        await request.Close();
        return false;
    }

    private async Task Complete()
    {
        var (cause, action, part) = _stage.Pick(Repairs);
        await request.Do(new RecordFindings.Command("F" + _stage.Chance.Next(10, 40), cause + "，无法正常使用", cause, action, "试机正常，客户确认", part, _stage.Chance.Next(3, 9) * 10) { Id = _order }, _technician);
        await Sign(Signer.Customer, request.Customer.Name);
        await Sign(Signer.Technician, _technician.Name);
        if (Pays) await Pay(_stage.Pick(PaymentMethod.Cash, PaymentMethod.WeChat, PaymentMethod.Alipay));
        await request.Do(new CompleteWorkOrder.Command { Id = _order }, _technician);
        if (_stage.Chance.Next(5) < 2 && request.Reached(request.Minutes(60, 300))) await Rate();
        await request.Close();
    }

    private Task<TakePayment.Response> Pay(PaymentMethod method) => request.Do(
        new TakePayment.Command(method, Reference: method is PaymentMethod.Cash ? null : string.Create(CultureInfo.InvariantCulture, $"4200{_stage.Chance.Next(10_000_000, 99_999_999)}")) { Order = _order }, _technician);

    private async Task Sign(Signer signer, string name)
    {
        try
        {
            await request.Do(new Sign.Command(signer, name, await _stage.Scribble(_technician.Caller)) { Id = _order }, _technician);
        }
        catch (Refusal no) when (no.Code == "idempotency.reused")
        {
            // Signed before the load was interrupted; the picture made for this attempt is an orphan and is swept.
        }
    }

    private Task<Done> Rate()
    {
        var (stars, words) = _stage.Chance.Next(20) switch
        {
            0 => (2, "等了两个多小时才来。"), 1 => (1, "修完第二天又坏了。"), 2 or 3 => (3, (string?)null), 4 or 5 or 6 or 7 => (4, null), _ => (5, _stage.Pick("师傅很专业。", "上门准时，修得快。", "态度好，讲解清楚。")),
        };
        return request.Do(new RecordPhoneRating.Command(stars, words) { Id = _order }, request.Agent);
    }
}
