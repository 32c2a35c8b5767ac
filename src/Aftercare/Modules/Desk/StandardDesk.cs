using Aftercare.Modules.Customers.Face;
using Aftercare.Modules.Desk.Face;
using Aftercare.Rules.Time;

namespace Aftercare.Modules.Desk;

/// <summary>What a company starts with; all of it is data that it may change afterwards (R303, R306, R308).</summary>
internal static class StandardDesk
{
    private const string TypeAdviceChinese = "您的请求已登记，服务人员会尽快与您联系。请保持电话畅通，并准备好产品型号和序列号。";
    private const string TypeAdviceEnglish = "Your request is registered and somebody will call you soon. Please keep your phone at hand, and the product's model and serial number.";

    public sealed record Type(string Code, string Chinese, string English, bool InPortal, string AdviceChinese = TypeAdviceChinese, string AdviceEnglish = TypeAdviceEnglish, bool Emergency = false);

    public static readonly Type[] Types =
    [
        new("repair", "维修", "Repair", true, "报修已登记。请先停止使用故障产品并断开电源，不要自行拆机；服务人员会尽快联系您确认上门时间。",
            "Your repair request is registered. Please stop using the product, unplug it and do not open it; we will call you to agree a visit."),
        new("installation", "安装", "Installation", true),
        new("commissioning", "调试", "Commissioning", false),
        new("maintenance", "保养维护", "Maintenance", true),
        new("consultation", "咨询", "Consultation", true),
        new("complaint", "投诉", "Complaint", true, "您的投诉已登记，我们会在 1 个工作日内答复核实情况，3 个工作日内提出解决方案。",
            "Your complaint is registered. We will answer within 1 working day and propose a solution within 3 working days."),
        new("return", "退货", "Return", true),
        new("exchange", "换货", "Exchange", true),
        new("training", "用户培训", "User training", false),
        new("upgrade", "升级", "Upgrade", false),
        new("suggestion", "建议", "Suggestion", true),
        new("parts-purchase", "配件购买", "Parts purchase", true),
        new("demo", "演示", "Demonstration", false),
        new("delivery-query", "物流查询", "Delivery query", true),
        new("claim", "索赔", "Claim", false),
        new("pre-sales", "售前支持", "Pre-sales support", false),
        // Switched off until a company that looks after lifts wants it.
        new("entrapment", "电梯困人", "People trapped in a lift", false, "救援人员已接到通知，正在赶往现场。请安抚被困人员，不要扒门或自行施救，保持通话。",
            "Rescuers are alerted and on their way. Please calm the people down, do not force the doors, and stay on the line.", Emergency: true),
    ];

    public sealed record Rule(
        string Code, Priority Priority, string Chinese, string English, string[]? Words = null, string? Nature = null, string? Type = null, CustomerClass? Class = null,
        string? AdviceChinese = null, string? AdviceEnglish = null);

    public static readonly Rule[] Rules =
    [
        new("trapped", Priority.P1, "有人被困", "A person is trapped", ["困人", "被困", "关人", "困在", "trapped", "stuck inside"], null, null, null,
            "救援人员已接到通知。请安抚被困人员，不要扒门或自行施救，保持通话。", "Rescuers are alerted. Please calm the person down, do not force the door, and stay on the line."),
        new("danger", Priority.P1, "有人身安全风险", "People may be in danger",
            ["漏电", "触电", "冒烟", "起火", "着火", "燃气泄漏", "漏气", "煤气味", "受伤", "爆炸", "electric shock", "smoke", "smoking", "fire", "gas leak", "smell of gas", "injured", "explosion"], null, null, null,
            "请立即断电、关闭燃气阀门并远离设备，必要时拨打 119 或 120。我们已按最高优先级处理。", "Switch off power and gas at once, keep away, and call the emergency services if needed. We handle this with the highest priority."),
        new("safety", Priority.P1, "经判断涉及安全", "Judged to concern safety", null, "safety"),
        new("stopped", Priority.P2, "设备停机", "The machine stands still", null, "stopped"),
        new("strategic-impaired", Priority.P2, "战略客户的设备功能受损", "A strategic customer's machine is impaired", null, "impaired", null, CustomerClass.Strategic),
        new("impaired", Priority.P3, "功能受损但可使用", "Impaired but usable", null, "impaired"),
        new("cosmetic", Priority.P4, "仅外观问题", "Cosmetic only", null, "cosmetic"),
        new("question", Priority.P4, "一般询问", "A question", null, "question"),
        new("stopped-words", Priority.P2, "客户描述设备停机或无法使用", "The customer says it stopped or cannot be used",
            ["停机", "停产", "停摆", "不工作", "无法开机", "不开机", "无法使用", "不启动", "无法启动", "不制冷", "不制热", "stopped", "stops", "not working", "does not work", "does not start", "won't start", "dead", "no power"]),
        new("cosmetic-words", Priority.P4, "客户描述为外观问题、不漏水", "The customer says it is cosmetic, no leak",
            ["不漏水", "没有漏水", "没漏水", "无漏水", "外观", "划痕", "掉漆", "no water leak", "no leak", "not leaking", "cosmetic", "scratch", "scratched", "dent"]),
        new("leak-words", Priority.P2, "漏水", "Water is leaking", ["漏水", "渗水", "water leak", "leaking", "leaks", "leak"], null, null, null,
            "请先关闭进水阀并擦干地面积水，避免水流入电源。", "Please close the water inlet valve and keep water away from electrical parts."),
        new("strategic", Priority.P2, "战略客户", "A strategic customer", null, null, null, CustomerClass.Strategic),
        new("consultation", Priority.P4, "咨询", "Consultation", null, null, "consultation"),
        new("suggestion", Priority.P4, "建议", "Suggestion", null, null, "suggestion"),
        new("delivery-query", Priority.P4, "物流查询", "Delivery query", null, null, "delivery-query"),
    ];

    private static readonly PauseReason[] Pauses =
    [
        new("customer", "等待客户答复", "Waiting for the customer"),
        new("appointment", "客户约定更晚的时间", "Customer asked for a later date"),
        new("parts", "等待配件", "Waiting for parts"),
        new("third-party", "等待厂家或第三方", "Waiting for the manufacturer or a third party"),
        new("force-majeure", "不可抗力", "Force majeure"),
    ];

    private static readonly string[] OnSite = ["repair", "installation", "commissioning", "maintenance"];

    /// <summary>Respond within one working day, solve within three (quality rules, complaint procedure).</summary>
    public static readonly PolicyDefinition Complaint = new(
        [
            new(ClockKind.Acknowledge, Minutes: 0, AroundTheClock: true, Pauses: [], OnReopen: OnReopen.Stay),
            new(ClockKind.Respond, WorkingDays: 1, Pauses: ["customer", "force-majeure"], OnReopen: OnReopen.Stay),
            new(ClockKind.Solve, WorkingDays: 3, Pauses: ["customer", "force-majeure"]),
            new(ClockKind.Close, WorkingDays: 10),
        ], Pauses);

    /// <summary>Somebody takes it within 5 minutes, stands at the door within 30 and frees the people within 60, day and night; a company sets its own (R323).</summary>
    public static readonly PolicyDefinition Emergency = new(
        [
            new(ClockKind.Acknowledge, Minutes: 0, AroundTheClock: true, Pauses: [], OnReopen: OnReopen.Stay),
            new(ClockKind.Respond, Minutes: 5, AroundTheClock: true, Pauses: [], OnReopen: OnReopen.Stay),
            new(ClockKind.Arrive, Minutes: 30, AroundTheClock: true, Pauses: [], OnReopen: OnReopen.Restart),
            new(ClockKind.Solve, Minutes: 60, AroundTheClock: true, Pauses: ["force-majeure"]),
            new(ClockKind.Close, WorkingDays: 10),
        ], Pauses);

    /// <summary>Answer at once; everything else by how urgent it is. The most urgent runs around the clock.</summary>
    public static readonly PolicyDefinition Hotline = new(
        [
            new(ClockKind.Acknowledge, Minutes: 0, AroundTheClock: true, Pauses: [], OnReopen: OnReopen.Stay),
            new(ClockKind.Respond, Priority: Priority.P1, Minutes: 15, AroundTheClock: true, Pauses: [], OnReopen: OnReopen.Stay),
            new(ClockKind.Respond, Priority: Priority.P2, Minutes: 30, Pauses: ["customer"], OnReopen: OnReopen.Stay),
            new(ClockKind.Respond, Priority: Priority.P2, Class: CustomerClass.Strategic, Minutes: 15, Pauses: ["customer"], OnReopen: OnReopen.Stay),
            new(ClockKind.Respond, Priority: Priority.P3, Minutes: 240, Pauses: ["customer"], OnReopen: OnReopen.Stay),
            new(ClockKind.Respond, Priority: Priority.P4, WorkingDays: 1, Pauses: ["customer"], OnReopen: OnReopen.Stay),
            .. OnSite.SelectMany(type => new PolicyTarget[]
            {
                new(ClockKind.Arrive, type, Priority.P1, Minutes: 120, AroundTheClock: true, Pauses: [], OnReopen: OnReopen.Restart),
                new(ClockKind.Arrive, type, Priority.P2, Minutes: 480, Pauses: ["customer", "appointment", "force-majeure"], OnReopen: OnReopen.Restart),
                new(ClockKind.Arrive, type, WorkingDays: 2, Pauses: ["customer", "appointment", "parts", "force-majeure"], OnReopen: OnReopen.Restart),
            }),
            new(ClockKind.Solve, Priority: Priority.P1, Minutes: 480, AroundTheClock: true, Pauses: ["force-majeure"]),
            new(ClockKind.Solve, Priority: Priority.P2, WorkingDays: 1),
            new(ClockKind.Solve, Priority: Priority.P3, WorkingDays: 3),
            new(ClockKind.Solve, Priority: Priority.P4, WorkingDays: 5),
            new(ClockKind.Close, WorkingDays: 10),
        ], Pauses);
}
