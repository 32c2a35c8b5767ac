using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace Aftercare.Tests.House;

/// <summary>The product as the compiler left it, and its sources beside it.</summary>
internal static class CompiledCode
{
    public const string PlatformSpace = "Aftercare.Platform", ShellSpace = "Aftercare.Shells", ModuleSpace = "Aftercare.Modules.";

    private static readonly ModuleDefinition Assembly = ModuleDefinition.ReadModule(typeof(Program).Assembly.Location);

    public static IReadOnlyList<TypeDefinition> Types { get; } = [.. Assembly.GetAllTypes()];

    /// <summary>The folder of the solution.</summary>
    public static string Folder { get; } = FindFolder();

    /// <summary>Every source file below a folder of the solution, by its path from there.</summary>
    public static IEnumerable<(string Path, string Text)> Sources(string folder, params string[] endings) =>
        from file in Directory.EnumerateFiles(Path.Combine(Folder, folder), "*", SearchOption.AllDirectories)
        where endings.Any(ending => file.EndsWith(ending, StringComparison.Ordinal))
        orderby file
        select (Path.GetRelativePath(Folder, file), File.ReadAllText(file));

    /// <summary>Fails with everything that was found, one line each.</summary>
    public static void AssertNone(IEnumerable<string> offenders)
    {
        var found = offenders.Distinct().Order(StringComparer.Ordinal).ToList();
        Assert.True(found.Count == 0, $"{found.Count} found:\n{string.Join('\n', found)}");
    }

    public static TypeDefinition Outermost(TypeDefinition type)
    {
        while (type.DeclaringType is not null) type = type.DeclaringType;
        return type;
    }

    /// <summary>The namespace, also of a nested or generated type.</summary>
    public static string Home(TypeReference type)
    {
        while (type.DeclaringType is not null) type = type.DeclaringType;
        return type.Namespace;
    }

    /// <summary>The module a type belongs to, or null for platform, shells and strangers.</summary>
    public static string? ModuleOf(TypeReference type) =>
        Home(type).StartsWith(ModuleSpace, StringComparison.Ordinal) ? Home(type)[ModuleSpace.Length..].Split('.')[0] : null;

    public static bool IsFace(TypeReference type) => Home(type).EndsWith(".Face", StringComparison.Ordinal);

    /// <summary>Everything that is called or made in a method, with the instruction that does it.</summary>
    public static IEnumerable<(MethodDefinition In, Instruction At, MethodReference Called)> Calls(TypeDefinition type) =>
        from method in type.Methods
        where method.HasBody
        from instruction in method.Body.Instructions
        where instruction.Operand is MethodReference
        select (method, instruction, (MethodReference)instruction.Operand);

    /// <summary>Every type of ours that a type mentions anywhere: members, bodies, attributes, type arguments.</summary>
    public static IEnumerable<TypeReference> Mentions(TypeDefinition type) => Mentioned(type).SelectMany(Unwrapped).Where(used => Home(used).StartsWith("Aftercare", StringComparison.Ordinal));

    // List<Ticket> mentions Ticket as much as Ticket does.
    private static IEnumerable<TypeReference> Unwrapped(TypeReference type) => type switch
    {
        GenericInstanceType generic => generic.GenericArguments.SelectMany(Unwrapped).Append(generic.ElementType),
        TypeSpecification wrapped => Unwrapped(wrapped.ElementType),
        _ => [type],
    };

    private static IEnumerable<TypeReference> Mentioned(TypeDefinition type)
    {
        foreach (var field in type.Fields) yield return field.FieldType;
        foreach (var contract in type.Interfaces) yield return contract.InterfaceType;
        if (type.BaseType is { } parent) yield return parent;
        foreach (var parameter in type.GenericParameters.SelectMany(parameter => parameter.Constraints)) yield return parameter.ConstraintType;
        foreach (var attribute in Attributes(type))
        {
            yield return attribute.AttributeType;
            foreach (var argument in attribute.ConstructorArguments)
                if (argument.Value is TypeReference named) yield return named;
        }
        foreach (var method in type.Methods)
        {
            yield return method.ReturnType;
            foreach (var parameter in method.Parameters) yield return parameter.ParameterType;
            if (!method.HasBody) continue;
            foreach (var local in method.Body.Variables) yield return local.VariableType;
            foreach (var handler in method.Body.ExceptionHandlers)
                if (handler.CatchType is { } caught) yield return caught;
            foreach (var operand in method.Body.Instructions.Select(instruction => instruction.Operand))
            {
                if (operand is TypeReference named) yield return named;
                if (operand is not MemberReference member) continue;
                if (member.DeclaringType is { } owner) yield return owner;
                if (member is MethodReference called)
                {
                    yield return called.ReturnType;
                    foreach (var parameter in called.Parameters) yield return parameter.ParameterType;
                    foreach (var argument in (called as GenericInstanceMethod)?.GenericArguments ?? []) yield return argument;
                }
                if (member is FieldReference read) yield return read.FieldType;
            }
        }
    }

    private static IEnumerable<CustomAttribute> Attributes(TypeDefinition type) =>
        type.CustomAttributes.Concat(type.Methods.SelectMany(method => method.CustomAttributes)).Concat(type.Properties.SelectMany(property => property.CustomAttributes)).Concat(type.Fields.SelectMany(field => field.CustomAttributes));

    private static string FindFolder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Aftercare.slnx"))) folder = folder.Parent;
        return folder.FullName;
    }
}
