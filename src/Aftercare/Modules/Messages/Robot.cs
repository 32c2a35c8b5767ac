using System.Globalization;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Aftercare.Modules.Messages;

internal readonly record struct RobotId(long Value) : IId<RobotId>
{
    public static RobotId Of(long value) => new(value);
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Whose group robot (群机器人) it is: WeCom (企业微信), DingTalk (钉钉), Feishu or Lark (飞书).</summary>
internal enum RobotKind { WeCom, DingTalk, Feishu }

/// <summary>The robot of a chat group that is told what happens in a unit and below it. Its address opens the group to whoever has it: it is kept sealed and never shown again.</summary>
internal sealed class Robot : Root
{
    public required RobotId Id { get; init; }
    public required string Name { get; set; }
    public required RobotKind Kind { get; set; }
    public required UnitId UnitId { get; set; }

    [Secret]
    public required string SealedUrl { get; set; }

    /// <summary>The signing key of DingTalk and Feishu, if the group asks for one.</summary>
    [Secret]
    public string? SealedSecret { get; set; }

    /// <summary>Codes of the messages it is told.</summary>
    public List<string> Templates { get; set; } = [];

    public required string Language { get; set; }
    public bool Active { get; set; } = true;

    internal override long Key => Id.Value;

    internal sealed class Table : IEntityTypeConfiguration<Robot>
    {
        public void Configure(EntityTypeBuilder<Robot> builder)
        {
            builder.ToTable("message_robots").HasKey(robot => robot.Id);
            builder.References(robot => robot.UnitId);
            builder.Property(robot => robot.Name).HasMaxLength(80);
            builder.Property(robot => robot.Language).HasMaxLength(10);
            builder.HasIndex(robot => new { robot.CompanyId, robot.Name }).IsUnique();
        }
    }
}
