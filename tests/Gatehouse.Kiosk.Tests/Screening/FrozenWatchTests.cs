using Gatehouse.Kiosk.Screening;

namespace Gatehouse.Kiosk.Tests.Screening;

public sealed class FrozenWatchTests
{
    [Fact]
    public void Notices_ten_equal_words_in_a_row()
    {
        var watch = new FrozenWatch();
        for (var i = 1; i <= 10; i++)
        {
            Assert.False(watch.IsFrozen);
            watch.See(Samples.At(36.5));
        }

        Assert.True(watch.IsFrozen);
    }

    [Fact]
    public void Notices_a_burst_that_gave_only_the_word_before_it()
    {
        var watch = new FrozenWatch();
        watch.See(Samples.At(36.5));
        watch.See(Samples.At(36.5));
        Assert.False(watch.StoodStill(2));
        watch.See(Samples.At(36.5));
        watch.See(Samples.At(36.5));
        Assert.True(watch.StoodStill(2));
        watch.See(Samples.At(36.52));
        watch.See(Samples.At(36.52));
        Assert.False(watch.StoodStill(2));
    }

    [Fact]
    public void Suspects_nobody_for_three_equal_words()
    {
        var watch = new FrozenWatch();
        for (var i = 0; i < 3; i++)
        {
            watch.See(Samples.At(36.5));
            Assert.False(watch.StoodStill(1));
        }

        watch.See(Samples.At(36.5));
        Assert.True(watch.StoodStill(1));
    }

    [Fact]
    public void Two_words_that_differ_say_that_it_moves()
    {
        var watch = new FrozenWatch();
        watch.See(Samples.At(36.5));
        watch.See(Samples.At(36.5));
        Assert.False(watch.Moves);
        watch.See(Samples.At(36.52));
        Assert.True(watch.Moves);
    }

    [Fact]
    public void One_other_word_says_that_it_lives()
    {
        var watch = new FrozenWatch();
        for (var i = 0; i < 10; i++)
        {
            watch.See(Samples.At(36.5));
        }

        watch.See(Samples.At(36.52));
        Assert.False(watch.IsFrozen);
        for (var i = 0; i < 8; i++)
        {
            watch.See(Samples.At(36.52));
        }

        Assert.False(watch.IsFrozen);
        watch.See(Samples.At(36.52));
        Assert.True(watch.IsFrozen);
    }

    [Fact]
    public void Words_that_go_to_and_fro_are_not_frozen()
    {
        var watch = new FrozenWatch();
        for (var i = 0; i < 100; i++)
        {
            watch.See(Samples.At(36.5 + (i % 2 * 0.02)));
        }

        Assert.False(watch.IsFrozen);
    }

    [Fact]
    public void Nine_words_of_zero_are_not_ten()
    {
        var watch = new FrozenWatch();
        for (var i = 0; i < 9; i++)
        {
            watch.See(Samples.At(36.5) with { TargetWord = 0 });
        }

        Assert.False(watch.IsFrozen);
    }
}
