using System.Linq.Expressions;
using System.Reflection;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Platform;

/// <summary>Who refers to a record, whatever module they are of: told by the keys that guard it.</summary>
internal static class Uses
{
    private const int Shown = 100;

    /// <summary>Refuses (`table.in-use`) when a row of any table refers to this one. Rows that this command removes do not count.</summary>
    /// <typeparam name="T">The record's entity.</typeparam>
    /// <typeparam name="TId">The type of its id.</typeparam>
    public static async Task RequireNone<T, TId>(AppDb db, TId id, CancellationToken ct) where T : class where TId : struct, IId<TId>
    {
        foreach (var reference in db.Model.FindEntityType(typeof(T))!.GetReferencingForeignKeys())
        {
            var (entity, property) = (reference.DeclaringEntityType, reference.Properties[0].Name);
            var found = await Rows.MakeGenericMethod(entity.ClrType, typeof(TId)).CreateDelegate<ReadRows<TId>>()(db, property, id, Shown, ct);
            var count = found.Count(row => db.Entry(row).State is not EntityState.Deleted);
            if (count > 0) throw new Refusal("table.in-use") { Arguments = [new TextKey($"table.use.{entity.GetTableName()}"), found.Count < Shown ? count : $"{count}+"] };
        }
    }

    /// <summary>Refuses (`table.changed-since`) when somebody changed the record after it was made.</summary>
    public static void RequireUntouched(Root root)
    {
        if (root.Version > 1) throw new Refusal("table.changed-since");
    }

    /// <summary>Makes rows of any table that refer to one record refer to another one, as changes of their own records; without saving.</summary>
    /// <returns>How many there were, at most <paramref name="most"/>: then ask again. A record's reference to its own kind is left alone.</returns>
    public static async Task<int> Move<T, TId>(AppDb db, TId from, TId to, int most, CancellationToken ct) where T : class where TId : struct, IId<TId>
    {
        var moved = 0;
        foreach (var reference in db.Model.FindEntityType(typeof(T))!.GetReferencingForeignKeys().Where(key => key.DeclaringEntityType.ClrType != typeof(T)))
        {
            foreach (var row in await Rows.MakeGenericMethod(reference.DeclaringEntityType.ClrType, typeof(TId)).CreateDelegate<ReadRows<TId>>()(db, reference.Properties[0].Name, from, most - moved, ct))
            {
                db.Entry(row).Property(reference.Properties[0].Name).CurrentValue = to;
                moved++;
            }
            if (moved == most) break;
        }
        return moved;
    }

    private static readonly MethodInfo Rows = typeof(Uses).GetMethod(nameof(RowsWith), BindingFlags.Static | BindingFlags.NonPublic)!;

    private static async Task<List<object>> RowsWith<TRow, TId>(AppDb db, string property, TId id, int most, CancellationToken ct) where TRow : class where TId : struct, IId<TId>
    {
        var row = Expression.Parameter(typeof(TRow));
        var value = Expression.Property(row, property);
        var same = Expression.Lambda<Func<TRow, bool>>(Expression.Equal(value, Expression.Convert(Expression.Property(Expression.Constant(new Wanted<TId>(id)), nameof(Wanted<>.Id)), value.Type)), row);
        return [.. await db.Set<TRow>().Where(same).Take(most).ToListAsync(ct)];
    }

    // A member of a constant becomes a parameter: one query plan serves every id.
    private sealed record Wanted<TId>(TId Id);

    private delegate Task<List<object>> ReadRows<TId>(AppDb db, string property, TId id, int most, CancellationToken ct) where TId : struct, IId<TId>;
}

/// <summary>What the books say was done to a record since it was made.</summary>
internal static class Changes
{
    /// <summary>Whether a command other than those that make and add did something to it.</summary>
    public static Task<bool> AnyOf(AppDb db, long record, CancellationToken ct) =>
        db.Set<AuditEntry>().AnyAsync(entry => entry.CompanyId == db.CompanyScope && entry.RecordId == record && entry.Sequence > 1 && entry.Command.Contains(".Change"), ct);
}
