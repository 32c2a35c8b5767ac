using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Aftercare.Platform;

/// <summary>
/// The changes of one command to one root, as JSON: `[{"table":"tickets","id":"17","op":"update","set":{"status":["New","Closed"]}}]`.
/// An insert and a delete carry the values themselves. Secrets are named without their values.
/// </summary>
internal static class AuditPayload
{
    // Asked for every value of every row: reflection would be felt.
    private static readonly ConcurrentDictionary<IProperty, bool> Secrets = new();

    public static string Of(IEnumerable<EntityEntry> entries)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartArray();
            foreach (var entry in entries) Write(json, entry);
            json.WriteEndArray();
        }
        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static void Write(Utf8JsonWriter json, EntityEntry entry)
    {
        json.WriteStartObject();
        json.WriteString("table", entry.Metadata.GetTableName());
        json.WriteString("id", string.Join('/', entry.Metadata.FindPrimaryKey()!.Properties.Select(key => Text(key, entry.CurrentValues[key]))));
        json.WriteString("op", entry.State switch { EntityState.Added => "insert", EntityState.Deleted => "delete", _ => "update" });
        json.WriteStartObject("set");
        foreach (var property in entry.Metadata.GetProperties())
        {
            if (property.IsPrimaryKey() || property.Name is nameof(Root.Version) or nameof(Record.CompanyId)) continue;
            if (entry.State is EntityState.Modified && !entry.Property(property).IsModified) continue;
            Write(json, entry, property);
        }
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, EntityEntry entry, IProperty property)
    {
        var secret = Secrets.GetOrAdd(property, static property => property.PropertyInfo?.IsDefined(typeof(SecretAttribute), inherit: false) is true);
        var (old, now) = (secret ? "•••" : Text(property, entry.OriginalValues[property]), secret ? "•••" : Text(property, entry.CurrentValues[property]));
        if (entry.State is EntityState.Modified)
        {
            json.WriteStartArray(property.Name);
            json.WriteStringValue(old);
            json.WriteStringValue(now);
            json.WriteEndArray();
        }
        else if ((entry.State is EntityState.Deleted ? old : now) is { } value)
        {
            json.WriteString(property.Name, value);
        }
    }

    private static string? Text(IProperty property, object? value)
    {
        if (value is null) return null;
        // People read it: the database's own writing of lists makes \u5192 of 冒.
        if (value is IEnumerable<string> list) return JsonSerializer.Serialize(list, PlatformJson.Options);
        var stored = value is NodaTime.Instant ? value : property.GetTypeMapping().Converter?.ConvertToProvider(value) ?? value;
        return stored switch { byte[] bytes => Convert.ToHexString(bytes), IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture), _ => stored.ToString() };
    }
}
