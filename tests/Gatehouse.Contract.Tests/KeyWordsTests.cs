namespace Gatehouse.Contract.Tests;

public sealed class KeyWordsTests
{
    // The proposal's own examples: 127.0.0.1 and 63.84.220.193, each as two words.
    [Theory]
    [InlineData(0x7F00, "lusab")]
    [InlineData(0x0001, "babad")]
    [InlineData(0x3F54, "gutih")]
    [InlineData(0xDCC1, "tugad")]
    public void A_word_is_a_proquint(int bits, string word) => Assert.Equal(word, KeyWords.Proquint((ushort)bits));

    [Fact]
    public void Another_key_on_either_side_gives_other_words()
    {
        var words = KeyWords.Of([1], [2]);
        Assert.Matches("^([a-z]{5} ){3}[a-z]{5}$", words);
        Assert.Equal(words, KeyWords.Of([1], [2]));
        Assert.NotEqual(words, KeyWords.Of([3], [2]));
        Assert.NotEqual(words, KeyWords.Of([1], [3]));
    }
}
