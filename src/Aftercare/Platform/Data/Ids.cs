using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Aftercare.Platform;

/// <summary>A typed identifier: a positive whole number below 2^53, unique over all records of an installation.</summary>
public interface IId<TSelf> where TSelf : struct, IId<TSelf>
{
    long Value { get; }

    static abstract TSelf Of(long value);
}

/// <summary>The tenant. Every business row belongs to exactly one.</summary>
public readonly record struct CompanyId(long Value) : IId<CompanyId>
{
    public static CompanyId Of(long value) => new(value);
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A node of the organisation tree (组织单元); the scope of most rows.</summary>
public readonly record struct UnitId(long Value) : IId<UnitId>
{
    public static UnitId Of(long value) => new(value);
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A human in the organisation (人员).</summary>
public readonly record struct PersonId(long Value) : IId<PersonId>
{
    public static PersonId Of(long value) => new(value);
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A way to sign in (账号).</summary>
public readonly record struct AccountId(long Value) : IId<AccountId>
{
    public static AccountId Of(long value) => new(value);
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Typed ids travel as plain JSON numbers.</summary>
internal sealed class IdJson : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => IsId(typeToConvert);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Converter<>).MakeGenericType(typeToConvert))!;

    internal static bool IsId(Type type) =>
        type.IsValueType && type.GetInterfaces().Any(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IId<>));

    private sealed class Converter<TId> : JsonConverter<TId> where TId : struct, IId<TId>
    {
        public override TId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => TId.Of(reader.GetInt64());

        public override void Write(Utf8JsonWriter writer, TId value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Value);
    }
}
