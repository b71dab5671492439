namespace Gatehouse.Architecture.Tests;

public sealed class FileLengthTests
{
    /// <summary>What can still be read in one sitting; a file that grows past it holds two subjects.</summary>
    private const int ProductLimit = 400;

    /// <summary>A test file is read case by case, and its cases repeat their scenery on purpose.</summary>
    private const int TestLimit = 600;

    private const int Short = 200;

    private static readonly string[] Written = [".cs", ".razor", ".css", ".js", ".html", ".sh", ""];

    [Fact]
    public void No_file_is_too_long() => Rule.Holds(TooLong(Repository.OfType(Written)));

    [Fact]
    public void A_file_that_is_too_long_is_found() =>
        Assert.Equal(["kiosk/Long.cs: 401 lines", "tests/Long.cs: 601 lines"],
            TooLong([Lines("kiosk/Long.cs", 401), Lines("kiosk/Short.cs", 400), Lines("tests/Long.cs", 601), Lines("tests/Short.cs", 600), Lines("host/Storage/Migrations/First.cs", 900)]));

    /// <summary>One long file is a subject that is long; many are a habit.</summary>
    [Fact]
    public void Nine_in_ten_product_files_are_short() =>
        Assert.True(ShareOfShort(Repository.OfType(".cs").Where(file => !file.IsTest)) >= 0.9, $"More than a tenth of the product's files have {Short} lines or more.");

    [Fact]
    public void A_habit_of_long_files_is_found() =>
        Assert.Equal(0.5, ShareOfShort([Lines("kiosk/Long.cs", Short), Lines("kiosk/Short.cs", Short - 1)]));

    private static IEnumerable<string> TooLong(IEnumerable<RepositoryFile> files) =>
        from file in files
        where !IsGenerated(file) && file.Path != "LICENSE"
        let length = Length(file)
        where length > (file.IsTest ? TestLimit : ProductLimit)
        select $"{file.Path}: {length} lines";

    private static double ShareOfShort(IEnumerable<RepositoryFile> files) =>
        files.Where(file => !IsGenerated(file)).Average(file => Length(file) < Short ? 1.0 : 0.0);

    private static int Length(RepositoryFile file) => file.Text.TrimEnd('\n').Count(character => character == '\n') + 1;

    /// <summary>EF Core writes migrations by itself, from the model that people read.</summary>
    private static bool IsGenerated(RepositoryFile file) => file.Path.Contains("/Migrations/", StringComparison.Ordinal);

    private static RepositoryFile Lines(string path, int count) => new(path, string.Concat(Enumerable.Repeat("line\n", count)));
}
