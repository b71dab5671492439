using Gatehouse.Contract;
using CsCheck;
using Gatehouse.Hardware.Temperature;
using Gatehouse.Kiosk.Screening;

namespace Gatehouse.Kiosk.Tests.Screening;

public sealed class GateLimitTests
{
    private static readonly Celsius Room = new(22);
    private static readonly Policy Plain = new() { Revision = "p1", Limit = 36.2, Floor = 35, Ceiling = 37.2 };
    private static readonly Policy ByAir = Plain with { Ambient = new AmbientLimit(22, 0.15) };
    private static readonly Policy ByCrowd = Plain with { Crowd = new CrowdLimit { Fewest = 20, Most = 40, Minutes = 45, Spreads = 3, LeastSpread = 0.25, MostReferred = 5 } };

    [Fact]
    public void A_plain_limit_stays_whoever_comes_and_whatever_the_air()
    {
        var limit = new GateLimit(Plain);
        Come(limit, Enumerable.Repeat(34.0, 100));
        Assert.Equal(36.2, limit.At(new Celsius(10)));
        Assert.Equal(36.2, limit.At(new Celsius(40)));
    }

    [Theory]
    [InlineData(22, 36.2)]
    [InlineData(26, 36.8)]
    [InlineData(18, 35.6)]
    [InlineData(40, 37.2)]
    [InlineData(10, 35)]
    public void A_limit_that_follows_the_air_stays_between_floor_and_ceiling(double air, double limit) =>
        Assert.Equal(limit, new GateLimit(ByAir).At(new Celsius(air)), 9);

    [Fact]
    public void A_limit_that_follows_the_crowd_is_so_many_spreads_above_its_median()
    {
        var limit = new GateLimit(ByCrowd with { Crowd = ByCrowd.Crowd! with { MostRise = 2 } });
        Come(limit, Enumerable.Range(0, 19).Select(i => 34.5 + (i * 0.1)));
        Assert.Equal(36.2, limit.At(Room));
        Come(limit, [36.4], minute: 19);

        // Twenty from 34.5 to 36.4: the median is 35.45, the median distance from it 0.5, three times 1.4826 of which is 2.224.
        Assert.Equal(37.2, limit.At(Room));
        var calm = new GateLimit(ByCrowd);
        Come(calm, Enumerable.Repeat(35.0, 20));
        Assert.Equal(35 + (3 * 0.25), calm.At(Room), 9);
    }

    [Fact]
    public void Who_passed_too_long_ago_no_longer_counts()
    {
        var limit = new GateLimit(ByCrowd);
        Come(limit, Enumerable.Repeat(35.0, 20));
        limit.Pass(TimeSpan.FromMinutes(45));
        Assert.Equal(35.75, limit.At(Room), 9);
        limit.Pass(TimeSpan.FromMinutes(46));
        Assert.Equal(36.2, limit.At(Room));
    }

    [Fact]
    public void Only_so_many_of_the_latest_count()
    {
        var limit = new GateLimit(ByCrowd with { Crowd = ByCrowd.Crowd! with { Minutes = 480, MostRise = 2 } });
        Come(limit, Enumerable.Repeat(35.0, 40));
        Come(limit, Enumerable.Repeat(35.6, 40), minute: 40);
        Assert.Equal(35.6 + 0.75, limit.At(Room), 9);
    }

    [Fact]
    public void Who_is_referred_does_not_raise_the_limit_and_after_some_in_a_row_the_crowd_is_forgotten()
    {
        var limit = new GateLimit(ByCrowd);
        Come(limit, Enumerable.Repeat(35.0, 25));
        for (var i = 0; i < 4; i++)
        {
            limit.Take(Verdict.Refer, [Samples.Reading(38)], $"r{i}", TimeSpan.FromMinutes(26));
            Assert.Equal(35.75, limit.At(Room), 9);
        }

        limit.Take(Verdict.NotMeasurable, [Samples.Reading(null)], "n", TimeSpan.FromMinutes(26));
        limit.Take(Verdict.Refer, [Samples.Reading(38)], "r9", TimeSpan.FromMinutes(26));
        Assert.Equal(36.2, limit.At(Room));
    }

    [Fact]
    public void Somebody_who_is_clear_between_them_ends_the_row()
    {
        var limit = new GateLimit(ByCrowd);
        Come(limit, Enumerable.Repeat(35.0, 25));
        for (var i = 0; i < 20; i++)
        {
            limit.Take(i % 4 == 3 ? Verdict.Clear : Verdict.Refer, [Samples.Reading(i % 4 == 3 ? 35 : 38)], $"p{i}", TimeSpan.FromMinutes(26));
        }

        Assert.Equal(35.75, limit.At(Room), 9);
    }

    [Fact]
    public void One_person_who_tries_again_and_again_is_no_crowd()
    {
        var limit = new GateLimit(ByCrowd);
        Come(limit, Enumerable.Repeat(35.0, 25));
        for (var i = 0; i < 20; i++)
        {
            limit.Take(Verdict.Refer, [Samples.Reading(38)], "the same", TimeSpan.FromMinutes(26));
        }

        Assert.Equal(35.75, limit.At(Room), 9);
    }

    [Fact]
    public void A_queue_of_people_just_below_it_raises_it_by_no_more_than_allowed_within_its_time()
    {
        var limit = new GateLimit(ByCrowd);
        Come(limit, Enumerable.Repeat(35.0, 40));
        var before = limit.At(Room);
        for (var i = 0; i < 200; i++)
        {
            limit.Take(Verdict.Clear, [Samples.Reading(limit.At(Room) - 0.01)], $"p{i}", TimeSpan.FromMinutes(40 + (i * 0.02)));
        }

        Assert.Equal(before + ByCrowd.Crowd!.MostRise, limit.At(Room), 9);
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(0.1)]
    public void A_queue_of_warm_people_that_lasts_for_days_raises_it_once_above_the_policys_own_and_no_further(double rise)
    {
        var limit = new GateLimit(ByCrowd with { Crowd = ByCrowd.Crowd! with { MostRise = rise } });
        for (var minute = 0; minute < 3 * 24 * 60; minute++)
        {
            var now = TimeSpan.FromMinutes(minute);
            limit.Pass(now);
            limit.Take(Verdict.Clear, [Samples.Reading(limit.At(Room) - 0.01)], $"p{minute}", now);
        }

        Assert.Equal(36.2 + rise, limit.At(Room), 9);
    }

    [Fact]
    public void No_queue_of_warm_people_walks_it_beyond_the_ceiling() =>
        Gen.Double[30, 42].Array[1, 300].Sample(skins =>
        {
            var limit = new GateLimit(ByCrowd);
            for (var i = 0; i < skins.Length; i++)
            {
                var verdict = skins[i] < limit.At(Room) ? Verdict.Clear : Verdict.Refer;
                limit.Take(verdict, [Samples.Reading(skins[i])], $"p{i}", TimeSpan.FromMinutes(i * 0.1));
                if (limit.At(Room) is < 35 or > 37.2)
                {
                    return false;
                }
            }

            return true;
        });

    private static void Come(GateLimit limit, IEnumerable<double> skins, int minute = 0)
    {
        foreach (var skin in skins)
        {
            limit.Take(Verdict.Clear, [Samples.Reading(skin)], "c", TimeSpan.FromMinutes(Math.Min(minute, 40)));
        }
    }
}
