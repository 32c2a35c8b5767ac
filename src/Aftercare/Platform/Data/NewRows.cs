using System.Data;
using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Aftercare.Platform;

/// <summary>
/// Writes the new rows of a command by prepared statements, one round trip on PostgreSQL: most of what a command writes is
/// new, and EF Core's way to the same row costs several times as much. What was changed or removed stays with EF Core.
/// </summary>
internal static class NewRows
{
    private static readonly ConditionalWeakTable<IModel, Dictionary<IEntityType, Insert>> Known = [];

    /// <summary>Writes what can be written this way and marks it as saved.</summary>
    /// <exception cref="DbUpdateException">The database refused a row.</exception>
    public static async Task Write(AppDb db, CancellationToken ct)
    {
        // Only the writers' sessions have a transaction; EF Core would begin one of its own.
        if (!db.IsInCommand) return;
        var entries = db.ChangeTracker.Entries().Where(entry => entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted).ToList();
        // A removed row may hold the key that a new one takes: EF Core knows the order.
        if (entries.Count == 0 || entries.Exists(entry => entry.State is EntityState.Deleted)) return;

        var inserts = Known.GetValue(db.Model, model => Insert.Of(model, db.Database.IsSqlite()));
        // A changed row may free a key that a new one of its kind takes.
        var changed = entries.Where(entry => entry.State is EntityState.Modified).Select(entry => entry.Metadata).ToHashSet();
        var later = new HashSet<IEntityType>();
        var now = new List<(EntityEntry Entry, Insert Insert)>(entries.Count);
        foreach (var group in entries.Where(entry => entry.State is EntityState.Added).GroupBy(entry => entry.Metadata).OrderBy(group => inserts[group.Key].Place))
        {
            var insert = inserts[group.Key];
            if (!insert.CanWrite || changed.Contains(group.Key) || insert.Owners.Overlaps(later)) later.Add(group.Key);
            else now.AddRange(group.Select(entry => (entry, insert)));
        }
        if (now.Count == 0) return;

        try
        {
            if (db.Connection is SqliteConnection sqlite) OneByOne(db, sqlite, now);
            else await Together((NpgsqlConnection)db.Connection, now, ct);
        }
        catch (DbException refused)
        {
            throw new DbUpdateException(refused.Message, refused);
        }
        if (now.Count == entries.Count)
        {
            db.ChangeTracker.AcceptAllChanges();
            return;
        }
        foreach (var (entry, _) in now)
        {
            entry.State = EntityState.Unchanged;
            entry.OriginalValues.SetValues(entry.Entity);
        }
    }

    private static void OneByOne(AppDb db, SqliteConnection connection, List<(EntityEntry Entry, Insert Insert)> rows)
    {
        foreach (var (entry, insert) in rows)
        {
            var command = Statements.On(db, connection, insert.Sql, insert.Prepare);
            for (var place = 0; place < insert.Columns.Count; place++) command.Parameters[place].Value = insert.Columns[place].Stored(entry.Entity) ?? DBNull.Value;
            command.ExecuteNonQuery();
        }
    }

    private static async Task Together(NpgsqlConnection connection, List<(EntityEntry Entry, Insert Insert)> rows, CancellationToken ct)
    {
        await using var batch = connection.CreateBatch();
        await using var maker = connection.CreateCommand();
        foreach (var (entry, insert) in rows)
        {
            var command = new NpgsqlBatchCommand(insert.Sql);
            foreach (var column in insert.Columns)
            {
                var parameter = (NpgsqlParameter)column.Parameter(maker, "", column.Read(entry.Entity));
                parameter.ParameterName = "";
                command.Parameters.Add(parameter);
            }
            batch.BatchCommands.Add(command);
        }
        await batch.ExecuteNonQueryAsync(ct);
    }

    /// <summary>How a new row of one kind is written.</summary>
    private sealed class Insert
    {
        public required string Sql { get; init; }
        public required List<Column> Columns { get; init; }

        /// <summary>False when the database fills in a value that the entity must learn, or a column belongs to no property of the class, or rows of the kind refer to each other.</summary>
        public required bool CanWrite { get; init; }

        /// <summary>Kinds that must be there before it.</summary>
        public required HashSet<IEntityType> Owners { get; init; }

        /// <summary>After all its owners.</summary>
        public int Place { get; private set; }

        public void Prepare(SqliteCommand command)
        {
            for (var place = 0; place < Columns.Count; place++) command.Parameters.Add((SqliteParameter)Columns[place].Parameter(command, $"$p{place}", null));
        }

        public static Dictionary<IEntityType, Insert> Of(IModel model, bool sqlite)
        {
            var all = model.GetEntityTypes().ToDictionary(type => type, type => Of(type, sqlite));
            var place = 0;
            var visited = new HashSet<IEntityType>();
            foreach (var type in all.Keys) Visit(type);
            return all;

            void Visit(IEntityType type)
            {
                if (!visited.Add(type)) return;
                foreach (var owner in all[type].Owners) Visit(owner);
                all[type].Place = place++;
            }
        }

        private static Insert Of(IEntityType type, bool sqlite)
        {
            var table = StoreObjectIdentifier.Create(type, StoreObjectType.Table)!.Value;
            var properties = type.GetProperties().ToList();
            var columns = properties.Where(property => !property.IsShadowProperty()).Select(property => new Column(property)).ToList();
            var names = columns.ConvertAll(column => $"\"{column.Property.GetColumnName(table)}\"");
            var values = columns.Select((_, place) => sqlite ? $"$p{place}" : $"${place + 1}");
            return new()
            {
                Sql = $"insert into \"{table.Name}\" ({string.Join(", ", names)}) values ({string.Join(", ", values)})",
                Columns = columns,
                CanWrite = columns.Count == properties.Count && properties.TrueForAll(property => property.ValueGenerated is ValueGenerated.Never) && !type.GetComplexProperties().Any()
                    && type.GetForeignKeys().All(key => key.PrincipalEntityType != type) && type.BaseType is null && !type.GetDirectlyDerivedTypes().Any() && !type.IsOwned() && type.GetNavigations().All(navigation => !navigation.TargetEntityType.IsOwned()),
                Owners = [.. type.GetForeignKeys().Select(key => key.PrincipalEntityType)],
            };
        }
    }

    private sealed class Column(IProperty property)
    {
        private readonly RelationalTypeMapping _mapping = property.GetRelationalTypeMapping();
        private readonly Func<object?, object?>? _convert = property.GetRelationalTypeMapping().Converter?.ConvertToProvider;
        private readonly IClrPropertyGetter _getter = property.GetGetter();

        public IProperty Property => property;

        public object? Read(object entity) => _getter.GetClrValueUsingContainingEntity(entity);

        /// <summary>The value as the database keeps it.</summary>
        public object? Stored(object entity) => Read(entity) is { } value ? _convert is null ? value : _convert(value) : null;

        public DbParameter Parameter(DbCommand command, string name, object? value) => _mapping.CreateParameter(command, name, value, property.IsNullable);
    }
}
