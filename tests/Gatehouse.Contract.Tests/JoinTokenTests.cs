namespace Gatehouse.Contract.Tests;

public sealed class JoinTokenTests
{
    private static readonly byte[] Authority = [1, 2, 3];
    private static readonly byte[] Secret = [.. Enumerable.Range(0, JoinToken.SecretLength).Select(i => (byte)(240 + i))];

    private readonly JoinToken _token = new(new Uri("https://host.example:7443"), Authority, Secret);

    [Fact]
    public void Is_read_as_it_was_written()
    {
        Assert.True(JoinToken.TryParse($"  {_token}\n", out var token, out _));
        Assert.Equal((new Uri("https://host.example:7443"), "8PHy8_T19vf4-fr7_P3-_w"), (token.Host, token.Secret));
        Assert.True(token.IsOf(Authority));
        Assert.False(token.IsOf([1, 2, 4]));
        Assert.Equal("https://host.example:7443/#AQOQWMbywMtJLFM7Ck0U73fMD3irzM7VKH2EoaIBHPuB8PHy8_T19vf4-fr7_P3-_8FvoQ", _token.ToString());
    }

    [Fact]
    public void One_letter_that_is_another_is_noticed_before_anybody_is_asked()
    {
        var text = _token.ToString();
        for (var at = text.IndexOf('#', StringComparison.Ordinal) + 1; at < text.Length; at++)
        {
            var other = $"{text[..at]}{(text[at] == 'A' ? 'B' : 'A')}{text[(at + 1)..]}";
            Assert.False(JoinToken.TryParse(other, out _, out var why), other);
            Assert.Contains("copied whole", why, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("", "no join token")]
    [InlineData("gate-1", "no join token")]
    [InlineData("https://host.example:7443", "no join token")]
    [InlineData("https://host.example:7443/#", "no join token")]
    [InlineData("http://host.example:7443/#AAAA", "no join token")]
    [InlineData("https://host.example:7443/path#AAAA", "no join token")]
    [InlineData("https://host.example:7443/#AAAA", "copied whole")]
    [InlineData("https://host.example:7443/#ü", "copied whole")]
    public void What_is_none_is_named_without_being_repeated(string text, string says)
    {
        Assert.False(JoinToken.TryParse(text, out _, out var why));
        Assert.Contains(says, why, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_address_is_noticed_and_one_of_other_letters_is_written_in_ASCII()
    {
        Assert.False(JoinToken.TryParse(_token.ToString().Replace("host.example", "hast.example", StringComparison.Ordinal), out _, out _));
        Assert.False(JoinToken.TryParse(_token.ToString().Replace("7443", "7444", StringComparison.Ordinal), out _, out _));
        foreach (var host in new[] { "https://门.example:7443", "https://[::1]:7443", "https://10.0.0.5" })
        {
            var token = new JoinToken(new Uri(host), Authority, Secret);
            Assert.True(token.ToString().All(char.IsAscii));
            Assert.True(JoinToken.TryParse(token.ToString(), out var read, out _), token.ToString());
            Assert.Equal(new Uri(host).IdnHost, read.Host.IdnHost);
        }
    }

    [Fact]
    public void Half_of_one_is_none()
    {
        var text = _token.ToString();
        Assert.All(Enumerable.Range(0, text.Length), length => Assert.False(JoinToken.TryParse(text[..length], out _, out _)));
        Assert.False(JoinToken.TryParse(text + "A", out _, out _));
    }
}
