using System.Reflection;
using System.Runtime.CompilerServices;
using Gatehouse.Architecture.Tests.Planted;

namespace Gatehouse.Architecture.Tests;

public sealed class ClassTests
{
    private const BindingFlags Declared =
        BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>Bases of what a tool generates and nobody can seal: Razor components and EF Core migrations.</summary>
    private static readonly string[] GeneratedBases =
    [
        "Microsoft.AspNetCore.Components.ComponentBase",
        "Microsoft.EntityFrameworkCore.Migrations.Migration",
        "Microsoft.EntityFrameworkCore.Infrastructure.ModelSnapshot",
    ];

    /// <summary>The compiler's name for them; their class is its own.</summary>
    private const string TopLevelStatements = "<Main>$";

    // What the framework's generators add has namespaces of its own.
    private static readonly Type[] ProductTypes =
        [.. Products.Assemblies.Values.SelectMany(assembly => assembly.GetTypes()).Where(type => type.Namespace?.StartsWith("Microsoft.", StringComparison.Ordinal) != true)];

    [Fact]
    public void Product_classes_are_sealed_unless_made_to_be_inherited() => Rule.Holds(Unsealed(ProductTypes));

    [Fact]
    public void An_unsealed_class_is_found() =>
        Assert.Equal([typeof(Unsealed).ToString()], Unsealed([typeof(Unsealed), typeof(Inherited), typeof(Inheriting), typeof(AbstractOne), typeof(ClassTests)]));

    /// <summary>An exception in such a method ends the process, and nothing can wait for its end. Lambdas count.</summary>
    [Fact]
    public void No_product_method_is_async_void() => Rule.Holds(AsyncVoids(ProductTypes));

    [Fact]
    public void An_async_void_method_and_lambda_are_found() =>
        Assert.Equal(2, AsyncVoids(typeof(Careless).GetNestedTypes(BindingFlags.NonPublic).Append(typeof(Careless))).Count());

    private static IEnumerable<string> Unsealed(IReadOnlyCollection<Type> types)
    {
        var inherited = types.Select(type => Definition(type.BaseType)).ToHashSet();
        return types
            .Where(type => type is { IsClass: true, IsSealed: false, IsAbstract: false } && !inherited.Contains(type) && !IsGenerated(type))
            .Select(type => type.ToString());
    }

    private static bool IsGenerated(Type type) =>
        type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false)
        || type.Name == "_Imports"
        || type.GetMethod(TopLevelStatements, Declared) is not null
        || Bases(type).Any(based => GeneratedBases.Contains(based.FullName));

    private static IEnumerable<Type> Bases(Type type)
    {
        for (var based = type.BaseType; based is not null; based = based.BaseType)
        {
            yield return based;
        }
    }

    private static Type? Definition(Type? type) => type is { IsGenericType: true } ? type.GetGenericTypeDefinition() : type;

    private static IEnumerable<string> AsyncVoids(IEnumerable<Type> types) =>
        from type in types
        from method in type.GetMethods(Declared)
        where method.ReturnType == typeof(void) && method.IsDefined(typeof(AsyncStateMachineAttribute), inherit: false)
        select $"{type.FullName}.{method.Name}";
}
