using System.Net;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Gatehouse.Host.Tests.Support;

namespace Gatehouse.Host.Tests;

/// <summary>The page as it comes over the wire before any script runs.</summary>
public sealed partial class ConsoleTests : HostAndKiosk
{
    [Fact]
    public async Task Says_what_belongs_on_an_empty_page() => Assert.Contains("No entries yet", await PageAsync("/"), StringComparison.Ordinal);

    [Fact]
    public async Task Lists_entries_with_words_beside_the_colours_and_without_temperatures()
    {
        var journal = new Journal("gate-1") { Simulated = true };
        journal.Decide(Journal.PassageId(1), person: "1001", name: "王小明");
        journal.Decide(Journal.PassageId(2), person: "1002", name: "Li Na", granted: false, verdict: "refer", reason: "refer");
        journal.Decide(Journal.PassageId(3), granted: false, verdict: null, reason: "unknownBadge");
        await Kiosk.SendAsync(journal);

        var page = await PageAsync("/");

        foreach (var word in (string[])["王小明", "Li Na", "1002", "Granted", "Refused", "Clear", "Referred", "Unknown badge", "simulated"])
        {
            Assert.Contains(word, page, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("36.5", page, StringComparison.Ordinal);
        Assert.Equal(3, Rows().Count(page));
    }

    [Fact]
    public async Task Takes_its_filter_from_the_address_and_hands_it_to_the_export()
    {
        await Kiosk.SendAsync(new Journal("gate-1").Walk(3));

        var page = await PageAsync("/?person=1001&gate=gate-1");

        Assert.Equal(1, Rows().Count(page));
        Assert.Contains("href=\"/export.csv?person=1001&amp;gate=gate-1\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_older_and_newer_by_addresses_that_can_be_kept()
    {
        await Kiosk.SendAsync(new Journal("gate-1").Walk(120));
        var first = await PageAsync("/");
        Assert.Equal(50, Rows().Count(first));
        Assert.DoesNotContain("rel=\"prev\"", first, StringComparison.Ordinal);

        var second = await PageAsync(Older().Match(first).Groups[1].Value);
        Assert.Equal(50, Rows().Count(second));
        var newest = await PageAsync(Newer().Match(second).Groups[1].Value);
        Assert.Equal(People().Matches(first).Select(m => m.Value), People().Matches(newest).Select(m => m.Value));
        Assert.DoesNotContain("rel=\"prev\"", newest, StringComparison.Ordinal);
        var third = await PageAsync(Older().Match(second).Groups[1].Value);
        Assert.Equal(20, Rows().Count(third));
        Assert.DoesNotMatch(Older(), third);

        Assert.Equal(People().Matches(second).Select(m => m.Value), People().Matches(await PageAsync(Newer().Match(third).Groups[1].Value)).Select(m => m.Value));
    }

    [Fact]
    public async Task An_address_it_cannot_read_is_told_as_such() =>
        Assert.Contains("&#x27;from&#x27; is a time", await PageAsync("/?from=yesterday"), StringComparison.Ordinal);

    [Theory]
    [InlineData("zh-CN,zh;q=0.9,en;q=0.8", "通行记录", "zh-Hans")]
    [InlineData("de-DE,en;q=0.5", "Entries", "en")]
    [InlineData("fr", "Entries", "en")]
    public async Task Speaks_the_browsers_language(string accepted, string title, string language)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/", UriKind.Relative));
        request.Headers.Add("Accept-Language", accepted);
        using var response = await Host.Browser.SendAsync(request, Token);
        var page = WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync(Token));
        Assert.Contains($"<h1>{title}</h1>", page, StringComparison.Ordinal);
        Assert.Contains($"<html lang=\"{language}\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keeps_the_language_and_appearance_that_were_chosen()
    {
        // Where a program is led elsewhere it shows its token no more: the page is asked for once again.
        foreach (var choice in (string[])["language=zh-Hans", "theme=dark"])
        {
            using var led = await Host.Browser.GetAsync(new Uri($"/preferences?{choice}&back=%2F%3Fperson%3D7", UriKind.Relative), Token);
            Assert.Equal("/?person=7", led.RequestMessage?.RequestUri?.PathAndQuery);
        }

        var page = await PageAsync("/?person=7");
        Assert.Contains("<h1>通行记录</h1>", page, StringComparison.Ordinal);
        Assert.Contains("data-theme=\"dark\"", page, StringComparison.Ordinal);
        Assert.Contains("/export.csv?person=7", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    public async Task Leads_back_to_no_other_site(string back)
    {
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false };
        using var browser = new HttpClient(handler, disposeHandler: false);
        using var response = await browser.GetAsync(new Uri(Host.Console, "/preferences?theme=dark&back=" + Uri.EscapeDataString(back)), Token);
        Assert.Equal("/", response.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task Serves_every_file_that_the_page_names()
    {
        var files = Files().Matches(await PageAsync("/")).Select(m => m.Groups[1].Value).Where(f => f.Length > 1).Distinct().ToList();
        Assert.Contains(files, f => f.Contains("blazor.web", StringComparison.Ordinal));
        Assert.Contains(files, f => f.Contains("MudBlazor", StringComparison.Ordinal));
        foreach (var file in files)
        {
            using var response = await Host.Browser.GetAsync(new Uri(file, UriKind.Relative), Token);
            Assert.True(response.IsSuccessStatusCode, file);
        }
    }

    [Fact]
    public async Task Says_so_when_there_is_no_such_page()
    {
        using var response = await Host.Browser.GetAsync(new Uri("/nowhere", UriKind.Relative), Token);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("Page not found", await response.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public void Both_languages_have_the_same_words()
    {
        var console = Path.Combine(Repository(), "host", "Gatehouse.Host", "Console");
        string[] Keys(string file) => [.. XDocument.Load(Path.Combine(console, file)).Root!.Elements("data").Select(d => d.Attribute("name")!.Value).Order(StringComparer.Ordinal)];
        Assert.NotEmpty(Keys("Words.resx"));
        Assert.Equal(Keys("Words.resx"), Keys("Words.zh-Hans.resx"));
    }

    [Theory]
    [InlineData("Words.resx")]
    [InlineData("Words.zh-Hans.resx")]
    public void No_word_says_fever(string file)
    {
        // A gate screens; only a physician finds a fever.
        var words = XDocument.Load(Path.Combine(Repository(), "host", "Gatehouse.Host", "Console", file)).Root!.Elements("data").Select(d => d.Value);
        Assert.DoesNotContain(words, w => ((string[])["fever", "发热", "发烧", "高烧", "體溫", "体温"]).Any(f => w.Contains(f, StringComparison.OrdinalIgnoreCase)));
    }

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Gatehouse.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests run outside the repository.");
    }

    private async Task<string> PageAsync(string path)
    {
        using var response = await Host.Browser.GetAsync(new Uri(WebUtility.HtmlDecode(path), UriKind.Relative), Token);
        var page = await response.Content.ReadAsStringAsync(Token);
        Assert.True(response.IsSuccessStatusCode, page);
        return CharacterReference().Replace(page, m => WebUtility.HtmlDecode(m.Value));
    }

    // Razor writes Chinese as character references; markup's own stay as they are.
    [GeneratedRegex("&#x[0-9A-F]{4,};")]
    private static partial Regex CharacterReference();

    [GeneratedRegex("<td class=\"person\"")]
    private static partial Regex Rows();

    [GeneratedRegex("<b>Person [0-9]+</b>")]
    private static partial Regex People();

    [GeneratedRegex("rel=\"next\"[^>]*href=\"([^\"]+)\"")]
    private static partial Regex Older();

    [GeneratedRegex("rel=\"prev\"[^>]*href=\"([^\"]+)\"")]
    private static partial Regex Newer();

    [GeneratedRegex("(?:src|<link[^>]*href)=\"([^\"]+)\"")]
    private static partial Regex Files();

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
