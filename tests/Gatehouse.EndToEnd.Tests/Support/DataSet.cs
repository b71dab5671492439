namespace Gatehouse.EndToEnd.Tests.Support;

/// <summary>The recorded subjects.</summary>
public static class DataSet
{
    /// <summary>One of their files; skips the test where they are not.</summary>
    public static string File(string name)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !System.IO.File.Exists(Path.Combine(root.FullName, "Gatehouse.slnx")))
        {
            root = root.Parent;
        }

        var beside = Path.Combine(root?.FullName ?? "", "..", "shared", "data", "facial-oral-temperature");
        var file = Path.Combine(Environment.GetEnvironmentVariable("GATEHOUSE_DATA") is { Length: > 0 } told ? told : beside, name);
        Assert.SkipUnless(System.IO.File.Exists(file), "The data set is neither beside the checkout nor where GATEHOUSE_DATA says.");
        return file;
    }
}
