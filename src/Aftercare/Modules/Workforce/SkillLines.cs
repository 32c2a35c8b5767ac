using System.Globalization;
using Aftercare.Platform;
using NodaTime;
using NodaTime.Text;

namespace Aftercare.Modules.Workforce;

/// <summary>Skills as lines of a text field: `skill; level; certificate; valid until`, of which only the skill is needed.</summary>
internal static class SkillLines
{
    public static string Write(IEnumerable<GetTechnician.SkillRow> skills) =>
        string.Join('\n', skills.Select(skill => string.Join("; ", skill.Skill, skill.Level.ToString(CultureInfo.InvariantCulture), skill.Certificate, skill.ValidUntil is { } day ? LocalDatePattern.Iso.Format(day) : null).TrimEnd(' ', ';')));

    /// <summary>Refuses (`skill.line`) a line that cannot be read, naming it.</summary>
    public static IReadOnlyList<SkillFields> Read(string? text) =>
        [.. (text ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Line)];

    private static SkillFields Line(string line)
    {
        var parts = line.Replace('；', ';').Split(';', StringSplitOptions.TrimEntries);
        string? Part(int place) => place < parts.Length && parts[place].Length > 0 ? parts[place] : null;
        var level = 3;
        if (Part(1) is { } said && !int.TryParse(said, NumberStyles.None, CultureInfo.InvariantCulture, out level)) throw Wrong(line);
        LocalDate? until = Part(3) is { } day ? LocalDatePattern.Iso.Parse(day) is { Success: true, Value: var date } ? date : throw Wrong(line) : null;
        return new(parts[0], level, Part(2), until);
    }

    private static Refusal Wrong(string line) => Refusal.Invalid("skill.line", "Lines", line);
}
