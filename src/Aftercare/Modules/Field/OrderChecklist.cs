using System.Text.Json;
using Aftercare.Modules.Field.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Aftercare.Modules.Field;

/// <summary>A checklist as a work order was given it, and what was answered: later versions of the template change nothing here.</summary>
internal sealed class OrderChecklist : Record, IPart
{
    public required WorkOrderId OrderId { get; init; }
    public required string Code { get; init; }
    public required int TemplateVersion { get; init; }
    public required string Chinese { get; init; }
    public required string English { get; init; }
    public required ChecklistUse Use { get; init; }

    /// <summary>A <see cref="ChecklistDefinition"/>, frozen with the order.</summary>
    public required string Definition { get; init; }

    /// <summary>The <see cref="CheckReply"/>s.</summary>
    public string Replies { get; private set; } = "[]";

    public long RootKey => OrderId.Value;

    public IReadOnlyList<CheckItem> Items => ChecklistDefinition.FromJson(Definition).Items;

    public IReadOnlyList<string> Blocks => ChecklistDefinition.FromJson(Definition).Blocks ?? [];

    public IReadOnlyList<CheckReply> Answers => JsonSerializer.Deserialize<List<CheckReply>>(Replies, PlatformJson.Options)!;

    /// <summary>Each item with its answer and what that comes to.</summary>
    public IReadOnlyList<(CheckItem Item, CheckReply? Reply, CheckState State)> Lines()
    {
        var answers = Answers.ToDictionary(reply => reply.Item);
        return [.. Items.Select(item => (item, answers.GetValueOrDefault(item.Code), item.Judge(answers.GetValueOrDefault(item.Code))))];
    }

    /// <summary>How many items are in order, one that does not apply counted as such.</summary>
    public int InOrder => Lines().Count(line => line.State is CheckState.Passed or CheckState.NotApplicable);

    /// <summary>Takes an answer; the one before is replaced.</summary>
    public void Answer(CheckReply reply, string field)
    {
        var item = Items.SingleOrDefault(item => item.Code == reply.Item) ?? throw Refusal.Invalid("checklist.item-unknown", field, reply.Item);
        if (item.WhyNotAnswer(reply, field) is { } refusal) throw refusal;
        Replies = JsonSerializer.Serialize<List<CheckReply>>([.. Answers.Where(known => known.Item != reply.Item), reply], PlatformJson.Options);
    }

    internal sealed class Table : IEntityTypeConfiguration<OrderChecklist>
    {
        public void Configure(EntityTypeBuilder<OrderChecklist> builder)
        {
            builder.ToTable("order_checklists").HasKey(list => new { list.OrderId, list.Code });
            builder.Ignore(list => list.RootKey).Ignore(list => list.Items).Ignore(list => list.Blocks).Ignore(list => list.Answers).Ignore(list => list.InOrder);
            builder.Property(list => list.Code).HasMaxLength(40);
            builder.Property(list => list.Chinese).HasMaxLength(100);
            builder.Property(list => list.English).HasMaxLength(100);
        }
    }
}
