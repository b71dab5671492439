namespace Gatehouse.Architecture.Tests.Planted;

/// <summary>Does what no product may, so that the rule can be seen to find it.</summary>
public sealed class Careless
{
    public Action Lambda { get; } = async () => await Task.CompletedTask;

    public static async void Method() => await Task.CompletedTask;
}
