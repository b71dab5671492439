using System.Text.RegularExpressions;

namespace Gatehouse.Architecture.Tests;

/// <summary>What no file may say. The words are put together here, so that this file does not say them either.</summary>
public sealed partial class TextTests
{
    private const string Friends = "Internals" + "VisibleTo";
    private const string FireAndForget = "async" + " void";

    [Fact]
    public void No_file_names_a_path_of_one_machine() => Rule.Holds(Saying(Repository.Files, MachinePath()));

    [Theory]
    [InlineData("cd /wo" + "rk/repo", true)]
    [InlineData("see (/ro" + "ot/.nuget)", true)]
    [InlineData("/tm" + "p/gh-house", true)]
    [InlineData("kiosk/wo" + "rk/", false)]
    [InlineData("/etc/gatehouse/", false)]
    public void A_path_of_one_machine_is_found(string text, bool found) =>
        Assert.Equal(found, Saying([new RepositoryFile("README.md", text)], MachinePath()).Any());

    /// <summary>A test sees what a user of the class sees.</summary>
    [Fact]
    public void No_assembly_has_friends() => Rule.Holds(Saying(Repository.OfType(".cs", ".csproj", ".props", ".targets"), new Regex(Friends)));

    [Fact]
    public void A_friend_is_found() =>
        Assert.Equal(["kiosk/Friends.cs:2"], Saying([new RepositoryFile("kiosk/Friends.cs", $"\n[assembly: {Friends}(\"x\")]")], new Regex(Friends)));

    /// <summary>Tests have no built assembly here, so that they are read; products are reflected upon as well.</summary>
    [Fact]
    public void No_method_is_async_void() =>
        Rule.Holds(Saying(Repository.OfType(".cs", ".razor").Where(file => !file.Path.Contains("/Planted/", StringComparison.Ordinal)), new Regex(FireAndForget)));

    [Fact]
    public void An_async_void_method_is_found() =>
        Assert.Equal(["tests/Careless.cs:1"], Saying([new RepositoryFile("tests/Careless.cs", $"public {FireAndForget} Test()")], new Regex(FireAndForget)));

    private static IEnumerable<string> Saying(IEnumerable<RepositoryFile> files, Regex what) =>
        from file in files
        from line in file.Lines
        where what.IsMatch(line.Text)
        select $"{file.Path}:{line.Number}";

    [GeneratedRegex(@"(?<![\w.*-])/(wo[r]k|roo[t])/|/tmp/g[h]")]
    private static partial Regex MachinePath();
}
