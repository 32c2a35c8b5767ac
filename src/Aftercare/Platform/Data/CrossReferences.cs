using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Aftercare.Platform;

/// <summary>Keys across modules: the database guards them, and no module sees another's entity.</summary>
public static class CrossReferences
{
    private const string Annotation = "Aftercare:References";

    /// <summary>This property holds the id of a record that some other table keeps. The database refuses an id that is not there.</summary>
    public static PropertyBuilder<TId> References<T, TId>(this EntityTypeBuilder<T> builder, Expression<Func<T, TId>> property) where T : class =>
        builder.Property(property).HasAnnotation(Annotation, true);

    internal static void Resolve(ModelBuilder model)
    {
        var owners = new Dictionary<Type, IMutableEntityType>();
        foreach (var entity in model.Model.GetEntityTypes())
        {
            if (entity.FindPrimaryKey() is { Properties: [{ ClrType: var type }] } && IdJson.IsId(type)) owners.TryAdd(type, entity);
        }

        var marked = from entity in model.Model.GetEntityTypes()
                     from property in entity.GetDeclaredProperties()
                     where property.FindAnnotation(Annotation) is not null
                     select (entity, property);
        foreach (var (entity, property) in marked.ToList())
        {
            var id = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
            if (!owners.TryGetValue(id, out var owner)) throw new InvalidOperationException($"{entity.DisplayName()}.{property.Name} refers to {id.Name}, which no table has as its key.");
            model.Entity(entity.ClrType).HasOne(owner.ClrType).WithMany().HasForeignKey(property.Name).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
