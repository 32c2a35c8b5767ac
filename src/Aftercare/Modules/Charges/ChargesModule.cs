using Aftercare.Platform;

namespace Aftercare.Modules.Charges;

/// <summary>Prices, quotes and consent, money taken at the visit, and cash until it is handed in.</summary>
public static class ChargesModule
{
    public static IServiceCollection AddChargesModule(this IServiceCollection services) => services.AddModule("Charges", charges =>
    {
        charges.Slices(typeof(ListPriceLists), typeof(GetPriceList), typeof(WritePriceDraft), typeof(PublishPriceList), typeof(ListChargeRules), typeof(PublishChargeRules), typeof(LoadStandardCharges));
        charges.Slices(typeof(GetOrderCharges), typeof(FindPriceItems), typeof(SetQuote), typeof(OverrideCharge), typeof(AnswerQuote), typeof(AskForQuote));
        charges.Slices(typeof(TakePayment), typeof(CorrectPayment), typeof(GetReceipt), typeof(ListCharges), typeof(ListPayments));
        charges.Slices(typeof(ListCashBoxes), typeof(GetCashBox), typeof(TakeHandIn), typeof(ListHandIns), typeof(SeeDifference), typeof(MoveCashBox));
        charges.Services.AddSingleton(new Kept<PriceBook>(PriceBook.Read));
        charges.Services.AddScoped<Pricing>().AddScoped<QuoteDesk>().AddScoped<Ledger>();
        charges.Services.AddScoped<IStorySource, ChargesStory>();
        charges.Services.AddScoped<IQueueSource, OpenCashQueue>().AddScoped<IQueueSource, CashDifferencesQueue>();
        charges.Contribute(Lists.Charges);
        charges.Contribute(Lists.Payments);
        charges.Contribute(new PageSection("work-order", typeof(OrderCharges), "charges.read", 10));
        charges.Contribute(new NavEntry("nav.charges", "charges.title", "/charges", "currency-yuan", "charges.read", 450));
        charges.Contribute(new NavEntry("nav.charges", "charges.cash.title", "/charges/cash", "cash-banknote", "charges.read", 451));
        charges.Contribute(new NavEntry("nav.charges", "charges.prices.title", "/charges/prices", "tags", "charges.read", 452));
    });
}
