using System.Globalization;
using System.Linq.Expressions;
using Aftercare.Modules.Charges.Face;
using Aftercare.Modules.Customers.Face;
using Aftercare.Modules.Desk.Face;
using Aftercare.Modules.Field.Face;
using Aftercare.Platform;
using Aftercare.Rules.Pricing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Aftercare.Modules.Charges;

/// <summary>Nothing to pay; the customer has yet to say yes; said yes; said no.</summary>
internal enum QuoteState { Free, ToConsent, Agreed, Refused }

/// <summary>How the customer said it: signed on the screen, or on the phone.</summary>
internal enum ConsentWay { Signature, Phone }

/// <summary>
/// What a work order costs its customer (报价), and what the customer said to it (R703). Its version is the guard: of two who
/// take money or change lines at once, one asks again. Money is minor units.
/// </summary>
internal sealed class Quote : Root, IListable<Quote>
{
    public required QuoteId Id { get; init; }
    public required WorkOrderId OrderId { get; init; }
    public required string OrderNumber { get; init; }
    public required TicketId TicketId { get; init; }
    public required string OrderKind { get; init; }
    public required UnitId UnitId { get; init; }
    public required CustomerId CustomerId { get; init; }

    /// <summary>Whose order it was when the quote was last written.</summary>
    public PersonId? TechnicianId { get; private set; }

    public required Instant MadeAt { get; init; }

    /// <summary>The local day of the unit on which it was made.</summary>
    public required LocalDate Date { get; init; }

    public required string Currency { get; init; }
    public WarrantyState Warranty { get; private set; }
    public LocalDate? WarrantyUntil { get; private set; }

    /// <summary>Where the fault came from, by code of the rules; null when nobody said.</summary>
    public string? Cause { get; private set; }

    /// <summary>The version of the rules it was made with; 0 for the standard ones.</summary>
    public int RuleSet { get; private set; }

    public int TolerancePercent { get; private set; }

    /// <summary>What the customer is to pay in all, and for parts alone.</summary>
    public long Total { get; private set; }

    public long Parts { get; private set; }

    /// <summary>What was taken in all.</summary>
    public long Paid { get; private set; }

    /// <summary>Still to pay. A column of its own, for lists.</summary>
    public long Due { get; private set; }

    public QuoteState State { get; private set; }

    public List<QuoteLine> Lines { get; } = [];
    public List<QuoteAnswer> Answers { get; } = [];

    internal override long Key => Id.Value;

    public QuoteAnswer? LastAnswer => Answers.MaxBy(answer => (answer.At, answer.Id.Value));

    /// <summary>Text key of the reason why the work may not be completed yet; null when it may.</summary>
    public string? HoldReason => State switch { QuoteState.ToConsent => "charges.hold.consent", QuoteState.Refused => "charges.hold.refused", _ => null };

    /// <summary>Once the work is completed or cancelled, its price stands.</summary>
    public static Refusal? WhyNotChange(WorkOrderCard order) => order.Status is WorkOrderStatus.Completed or WorkOrderStatus.Cancelled ? new("quote.order-closed") { Arguments = [order.Number] } : null;

    /// <summary>Writes the lines anew; what a manager decided about an item that stays, stays. Below what was paid it cannot fall (`quote.below-paid`).</summary>
    public void Write(WorkOrderCard order, OrderPrices prices, string? cause, IReadOnlyList<(string Code, int Quantity)> items)
    {
        Allow(WhyNotChange(order));
        (TechnicianId, Warranty, WarrantyUntil, Cause, RuleSet, TolerancePercent) = (order.Technician, prices.Warranty, prices.WarrantyUntil, cause, prices.RuleSet, prices.Book.TolerancePercent);
        Lines.RemoveAll(line => items.All(item => item.Code != line.Code));
        foreach (var (index, (code, quantity)) in items.Index())
        {
            var (list, version, priced) = prices.Find(code) ?? throw Refusal.Invalid("quote.item-unknown", $"Items[{index}].Code", code, prices.Day);
            var line = Lines.SingleOrDefault(line => line.Code == code);
            if (line is null) Lines.Add(line = new() { QuoteId = Id, Code = code });
            line.Write(index, priced, quantity, list.Id, version, prices.Decide(cause, priced.Item, code));
        }
        Reckon();
    }

    /// <summary>Somebody who may decides otherwise than the rules, for one line.</summary>
    public void Override(WorkOrderCard order, string code, bool free, string reason)
    {
        Allow(WhyNotChange(order));
        var line = Lines.SingleOrDefault(line => line.Code == code) ?? throw Refusal.NotFound("quote-line", code);
        (line.Free, line.OverrideReason) = (free, reason);
        Reckon();
    }

    public Refusal? WhyNotAnswer(WorkOrderCard order) => WhyNotChange(order) ?? (Total == 0 ? new Refusal("quote.nothing-to-consent") : null);

    public void Answer(WorkOrderCard order, QuoteAnswer answer)
    {
        Allow(WhyNotAnswer(order));
        Answers.Add(answer);
        Reckon();
    }

    /// <summary>Money is taken for what the customer said yes to, and no more of it than is due.</summary>
    public Refusal? WhyNotPay(WorkOrderCard order) =>
        order.Status is WorkOrderStatus.Cancelled ? new("quote.order-closed") { Arguments = [order.Number] }
        : Due <= 0 ? new("payment.nothing-due")
        : State is not QuoteState.Agreed ? new("payment.no-consent")
        : null;

    public void Pay(WorkOrderCard order, long amount)
    {
        Allow(WhyNotPay(order));
        if (amount <= 0) throw Refusal.Invalid("payment.not-positive", "Amount");
        if (amount > Due) throw Refusal.Invalid("payment.more-than-due", "Amount", Yuan.Of(Due));
        Paid += amount;
        Reckon();
    }

    /// <summary>A counter-entry took a payment back.</summary>
    public void TakeBack(long amount)
    {
        Paid -= amount;
        Reckon();
    }

    private void Reckon()
    {
        (Total, Parts) = (Lines.Sum(line => line.Payable), Lines.Where(line => line.Item is ChargeItem.Part).Sum(line => line.Payable));
        if (Total < Paid) throw new Refusal("quote.below-paid") { Arguments = [Yuan.Of(Total), Yuan.Of(Paid)] };
        Due = Total - Paid;
        State = (Total, LastAnswer) switch
        {
            (0, _) => QuoteState.Free,
            (_, { Agreed: true } yes) when !Charging.Exceeds(Total, yes.Total, TolerancePercent) && !Charging.Exceeds(Parts, yes.Parts, TolerancePercent) => QuoteState.Agreed,
            (_, { Agreed: false } no) when Total >= no.Total => QuoteState.Refused,
            _ => QuoteState.ToConsent,
        };
    }

    private static void Allow(Refusal? refusal)
    {
        if (refusal is not null) throw refusal;
    }

    public static Expression<Func<Quote, bool>> VisibleTo(Caller caller)
    {
        if (caller.SeesAllUnits) return quote => true;
        if (caller.OwnOnly) return quote => quote.TechnicianId == caller.Person && quote.TechnicianId != null;
        IEnumerable<UnitId> units = [.. caller.Units];
        return quote => units.Contains(quote.UnitId);
    }

    public static Expression<Func<Quote, bool>> WithKey(long key) => quote => quote.Id == new QuoteId(key);

    internal sealed class Table : IEntityTypeConfiguration<Quote>
    {
        public void Configure(EntityTypeBuilder<Quote> builder)
        {
            builder.ToTable("quotes").HasKey(quote => quote.Id);
            builder.Ignore(quote => quote.LastAnswer).Ignore(quote => quote.HoldReason);
            builder.References(quote => quote.OrderId);
            builder.References(quote => quote.TicketId);
            builder.References(quote => quote.UnitId);
            builder.References(quote => quote.CustomerId);
            builder.References(quote => quote.TechnicianId);
            builder.Property(quote => quote.OrderNumber).HasMaxLength(20);
            builder.Property(quote => quote.OrderKind).HasMaxLength(40);
            builder.Property(quote => quote.Currency).HasMaxLength(3);
            builder.Property(quote => quote.Cause).HasMaxLength(40);
            builder.HasIndex(quote => quote.OrderId).IsUnique();
            builder.HasIndex(quote => quote.CustomerId);
            builder.HasIndex(quote => quote.TicketId);
            builder.HasIndex(quote => new { quote.CompanyId, quote.MadeAt, quote.Id });
            builder.HasIndex(quote => new { quote.CompanyId, quote.UnitId, quote.MadeAt, quote.Id });
            builder.HasIndex(quote => new { quote.CompanyId, quote.TechnicianId, quote.MadeAt });
            builder.HasMany(quote => quote.Lines).WithOne().HasForeignKey(line => line.QuoteId);
            builder.HasMany(quote => quote.Answers).WithOne().HasForeignKey(answer => answer.QuoteId);
            builder.Navigation(quote => quote.Lines).AutoInclude();
            builder.Navigation(quote => quote.Answers).AutoInclude();
        }
    }
}

/// <summary>One thing on a quote: each code of the price list stands once.</summary>
internal sealed class QuoteLine : Record, IPart
{
    public required QuoteId QuoteId { get; init; }
    public required string Code { get; init; }
    public int Position { get; private set; }
    public ChargeItem Item { get; private set; }
    public string Name { get; private set; } = "";
    public string? EnglishName { get; private set; }

    /// <summary>Pieces, or minutes when the price is that of an hour.</summary>
    public int Quantity { get; private set; }

    public bool Hourly { get; private set; }
    public long Price { get; private set; }

    /// <summary>What it costs by the list, free or not.</summary>
    public long Amount { get; private set; }

    public bool Free { get; set; }

    /// <summary>The rule that decided, and its words; null when none did.</summary>
    public string? RuleCode { get; private set; }

    public string? WhyChinese { get; private set; }
    public string? WhyEnglish { get; private set; }

    /// <summary>Why somebody decided otherwise than the rule.</summary>
    public string? OverrideReason { get; set; }

    /// <summary>The list and version the price is from.</summary>
    public PriceListId PriceListId { get; private set; }

    public int PriceVersion { get; private set; }

    public long Payable => Free ? 0 : Amount;

    long IPart.RootKey => QuoteId.Value;

    public void Write(int position, PriceLine priced, int quantity, PriceListId list, int version, ChargeRule? rule)
    {
        (Position, Item, Name, EnglishName, Quantity, Hourly, Price, PriceListId, PriceVersion) = (position, priced.Item, priced.Name, priced.EnglishName, quantity, priced.Hourly, priced.Price, list, version);
        Amount = Charging.Amount(priced.Price, quantity, priced.Hourly);
        (RuleCode, WhyChinese, WhyEnglish) = (rule?.Code, rule?.Chinese, rule?.English);
        if (OverrideReason is null) Free = rule?.Free is true;
    }

    internal sealed class Table : IEntityTypeConfiguration<QuoteLine>
    {
        public void Configure(EntityTypeBuilder<QuoteLine> builder)
        {
            builder.ToTable("quote_lines").HasKey(line => new { line.QuoteId, line.Code });
            builder.Ignore(line => line.Payable);
            builder.References(line => line.PriceListId);
            builder.Property(line => line.Code).HasMaxLength(40);
            builder.Property(line => line.Name).HasMaxLength(200);
            builder.Property(line => line.EnglishName).HasMaxLength(200);
            builder.Property(line => line.RuleCode).HasMaxLength(40);
            builder.Property(line => line.OverrideReason).HasMaxLength(500);
        }
    }
}

internal readonly record struct QuoteAnswerId(long Value) : IId<QuoteAnswerId>
{
    public static QuoteAnswerId Of(long value) => new(value);
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>What the customer said to the amounts of that moment (R703): never changed, only followed by another answer.</summary>
internal sealed class QuoteAnswer : Record, IPart
{
    public required QuoteAnswerId Id { get; init; }
    public required QuoteId QuoteId { get; init; }
    public required bool Agreed { get; init; }
    public required long Total { get; init; }
    public required long Parts { get; init; }
    public ConsentWay? Way { get; init; }

    /// <summary>Who said it.</summary>
    public string? Name { get; init; }

    /// <summary>Why only on the phone, or why not.</summary>
    public string? Reason { get; init; }

    /// <summary>The drawn signature, which belongs to the work order.</summary>
    public FileId? FileId { get; init; }

    public required Instant At { get; init; }
    public PersonId? TakenBy { get; init; }

    long IPart.RootKey => QuoteId.Value;

    internal sealed class Table : IEntityTypeConfiguration<QuoteAnswer>
    {
        public void Configure(EntityTypeBuilder<QuoteAnswer> builder)
        {
            builder.ToTable("quote_answers").HasKey(answer => answer.Id);
            builder.References(answer => answer.FileId);
            builder.References(answer => answer.TakenBy);
            builder.Property(answer => answer.Name).HasMaxLength(100);
            builder.Property(answer => answer.Reason).HasMaxLength(500);
        }
    }
}
