using Aftercare.Rules.Pricing;

namespace Aftercare.Modules.Charges;

/// <summary>What a company begins with: rules as the trade has them, and sample prices.</summary>
internal static class StandardCharges
{
    public static RuleBook Rules { get; } = new(
        [
            new("misuse", false, "人为损坏，不属于保修范围，按价目表收费", "Damaged by use against the instructions: not covered by the warranty", Cause: "misuse"),
            new("outside", false, "外因（雷击、水浸、电压等）造成，不属于保修范围", "Outside cause such as lightning, water or voltage: not covered by the warranty", Cause: "outside"),
            new("installation", true, "新机首次安装免上门费和工时费", "First installation of a new machine: visit and labour are free", OrderKind: "installation", Item: ChargeItem.VisitFee),
            new("installation-labour", true, "新机首次安装免上门费和工时费", "First installation of a new machine: visit and labour are free", OrderKind: "installation", Item: ChargeItem.Labour),
            new("warranty-in", true, "保修期内免费", "Free within the warranty", WarrantyState.In),
            new("warranty-out", false, "已过保修期，按价目表收费", "The warranty has ended", WarrantyState.Out),
            new("warranty-unknown", false, "查不到保修期；客户出示有效购机凭证后可改为免费", "Nobody knows the warranty; a proof of purchase can make it free", WarrantyState.Unknown),
        ],
        [new("wear", "正常损耗、质量问题", "Wear or a defect"), new("misuse", "人为损坏", "Misuse"), new("outside", "外因（雷击、水浸、电压等）", "Outside cause (lightning, water, voltage)")]);

    /// <summary>Sample prices in minor units: every company has its own.</summary>
    public static IReadOnlyList<PriceLine> Services { get; } =
    [
        new("VF-01", "上门费（市区）", ChargeItem.VisitFee, 3000, EnglishName: "Visit fee, town"),
        new("VF-02", "上门费（远郊）", ChargeItem.VisitFee, 6000, EnglishName: "Visit fee, far suburbs"),
        new("LB-01", "一般维修工时", ChargeItem.Labour, 12000, Hourly: true, EnglishName: "Repair labour"),
        new("LB-02", "检测费", ChargeItem.Labour, 5000, EnglishName: "Diagnosis"),
        new("LB-03", "空调清洗（挂机）", ChargeItem.Labour, 12000, EnglishName: "Cleaning, wall air conditioner"),
        new("LB-04", "高空作业", ChargeItem.Labour, 15000, EnglishName: "Work at height"),
    ];

    public static IReadOnlyList<PriceLine> Parts { get; } =
    [
        new("PT-1001", "散热风扇", ChargeItem.Part, 8000, EnglishName: "Cooling fan"),
        new("PT-1002", "主控板", ChargeItem.Part, 26000, EnglishName: "Main board"),
        new("PT-1003", "排水泵", ChargeItem.Part, 9500, EnglishName: "Drain pump"),
        new("PT-1004", "门封条", ChargeItem.Part, 12000, EnglishName: "Door seal"),
        new("PT-1005", "温度传感器", ChargeItem.Part, 3500, EnglishName: "Temperature sensor"),
        new("PT-1006", "遥控器", ChargeItem.Part, 4500, EnglishName: "Remote control"),
        new("PT-1007", "压缩机启动电容", ChargeItem.Part, 6000, EnglishName: "Compressor capacitor"),
        new("PT-1008", "制冷剂 R32（每公斤）", ChargeItem.Part, 15000, EnglishName: "Refrigerant R32, a kilogram"),
    ];
}
