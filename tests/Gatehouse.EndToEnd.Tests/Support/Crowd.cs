using Gatehouse.Demo.People;
using Gatehouse.Demo.Services;

namespace Gatehouse.EndToEnd.Tests.Support;

/// <summary>Sends each person at most once, so that what was answered can be found again by the person's number.</summary>
internal sealed class Crowd(IReadOnlyList<Person> people, Random random)
{
    private const double Skin = 35.0;
    private readonly Queue<Person> _waiting = new(people);
    private readonly List<Walk> _walks = [];

    /// <summary>Who came, and what the gate answered if it lived to.</summary>
    public IReadOnlyList<Walk> Walks => _walks;

    /// <summary>Sends one person after another until the kiosk is gone or stopped asking.</summary>
    public async Task WalkAsync(KioskService kiosk, CancellationToken enough)
    {
        while (!enough.IsCancellationRequested && await WalkOneAsync(kiosk))
        {
        }
    }

    /// <summary>Sends some people; the kiosk must answer each.</summary>
    public async Task WalkAsync(KioskService kiosk, int count)
    {
        for (var i = 0; i < count; i++)
        {
            Assert.True(await WalkOneAsync(kiosk), "The kiosk is gone.");
            if (_walks[^1] is { IsUnanswered: true } walk)
            {
                Assert.Fail($"{walk.Person} was left standing: {await kiosk.StateAsync(TestContext.Current.CancellationToken)}");
            }
        }
    }

    private async Task<bool> WalkOneAsync(KioskService kiosk)
    {
        // Whoever turns back on the way out leaves the arm open for the next, and nobody could tell who went.
        var leaves = random.Next(3) == 0;
        var visit = new Visit(_waiting.Dequeue().Number, leaves ? "out" : "in", [Skin], GivesUp: !leaves && random.Next(10) == 0);
        var answer = await AnswerAsync(kiosk, visit);
        _walks.Add(new Walk(visit.Person!, answer));
        return answer is not null;
    }

    private static async Task<WalkResult?> AnswerAsync(KioskService kiosk, Visit visit)
    {
        try
        {
            return await kiosk.WalkAsync(visit, TestContext.Current.CancellationToken);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return null;
        }
    }
}

/// <summary>One person's walk; no answer when the kiosk was killed meanwhile.</summary>
internal sealed record Walk(string Person, WalkResult? Answer)
{
    public bool Passed => Answer?.Outcome == "passed";

    /// <summary>The gate said nothing for a minute.</summary>
    public bool IsUnanswered => Answer?.Outcome == "noAnswer";
}
