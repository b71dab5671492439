using System.Text.Json;
using System.Text.RegularExpressions;
using Gatehouse.EndToEnd.Tests.Support;

namespace Gatehouse.EndToEnd.Tests;

public sealed class DemoTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    // The demo's hundred and twentieth walk is followed by a stranger's, and somebody's permission has expired.
    [Theory]
    [InlineData(KioskBuild.Ordinary, 30, 0)]
    [InlineData(KioskBuild.NativeX64, 130, 1)]
    public async Task Everybody_who_was_sent_is_in_journal_and_host(KioskBuild build, int people, int strangers)
    {
        var ended = await Finished.OfAsync(
            Programs.Demo, ["--people", $"{people}", "--kiosks", "2", "--speed", "50", "--headless", "--json", .. Programs.DemoOptions(build)]);

        var result = ended.Succeeded().LastLine;
        Assert.Equal(people + strangers, Number(result, "passages"));
        Assert.Equal(
            people + strangers,
            Number(result, "admitted") + Number(result, "referred") + Number(result, "notMeasurable") + Number(result, "denied"));
        Assert.True(Number(result, "denied") >= strangers, result.GetRawText());
        Assert.Equal(Number(result, "journalRecords"), Number(result, "hostRecords"));
        // Two kiosks' beginnings, and a decision for each; whoever is admitted has a closing, too. An arm that a busy machine turns late is told of as well.
        Assert.True(Number(result, "journalRecords") >= 4 + people + strangers + Number(result, "admitted"), result.GetRawText());
        Assert.Equal((0, "whole"), (Number(result, "gaps"), result.GetProperty("chain").GetString()));
        Assert.True(result.GetProperty("p50Milliseconds").GetDouble() <= result.GetProperty("p99Milliseconds").GetDouble());
        Assert.False(result.TryGetProperty("subjects", out _));
        Assert.DoesNotContain('\u001b', ended.Output);
    }

    [Fact]
    public async Task Keeps_its_state_in_a_folder_that_was_named()
    {
        var data = _scratch.Path("kept");
        (await Finished.OfAsync(Programs.Demo, "--people", "2", "--kiosks", "1", "--speed", "50", "--headless", "--data", data)).Succeeded();

        var kiosk = Programs.Kiosk(KioskBuild.Any);
        var verified = (await Finished.OfAsync(kiosk, "journal", "verify", "--config", Path.Combine(data, "gate-1", "kiosk.json"))).Succeeded();
        Assert.StartsWith("The journal is whole: ", verified.Lines[^1], StringComparison.Ordinal);
        // Stopped in order when the demo ended.
        var last = (await Finished.OfAsync(kiosk, "journal", "show", "--last", "1", "--json", "--journal", Path.Combine(data, "gate-1", "state", "journal"))).Succeeded();
        Assert.Equal("stopped", last.LastLine.GetProperty("kind").GetString());

        (await Finished.OfAsync(Programs.Demo, "--people", "2", "--headless", "--data", data)).Refused(data, "--data");
    }

    [Fact]
    public async Task Names_a_kiosk_executable_that_is_not_there() =>
        (await Finished.OfAsync(Programs.Demo, "--headless", "--kiosk-executable", _scratch.Path("no-kiosk"))).Refused(_scratch.Path("no-kiosk"));

    [Fact]
    public async Task A_start_that_fails_tells_the_first_trouble_and_keeps_the_rest()
    {
        var kiosk = Script("echo 'No bus.' >&2\necho 'Gave up.' >&2\nexit 1");
        var ended = await Finished.OfAsync(Programs.Demo, "--people", "2", "--kiosks", "1", "--headless", "--kiosk-executable", kiosk);

        Assert.Equal(1, ended.Status);
        Assert.Contains("No bus.", ended.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Gave up.", ended.Error, StringComparison.Ordinal);
        var kept = Regex.Match(ended.Error, @" kept in (\S+)\.\n").Groups[1].Value;
        Assert.Equal("No bus.\nGave up.\n", await File.ReadAllTextAsync(Path.Combine(kept, "gate-1", "kiosk.log"), TestContext.Current.CancellationToken));
        Directory.Delete(kept, recursive: true);
    }

    [Fact]
    public async Task A_gate_that_is_killed_is_started_again_and_loses_nothing()
    {
        var data = _scratch.Path("data");
        var ended = await Finished.OfAsync(
            Programs.Demo,
            "--people", "40", "--kiosks", "2", "--speed", "20", "--headless", "--json", "--data", data, "--kiosk-executable", Mortal(data, "KILL"));

        var result = ended.Succeeded().LastLine;
        Assert.Contains("gate-1 was ended by signal 9 and was started again.", ended.Lines);
        Assert.Equal(Number(result, "journalRecords"), Number(result, "hostRecords"));
        Assert.Equal((0, "whole"), (Number(result, "gaps"), result.GetProperty("chain").GetString()));
    }

    [Fact]
    public async Task A_gate_that_ends_by_itself_ends_the_demo_at_once()
    {
        var data = _scratch.Path("data");
        var ended = await Finished.OfAsync(
            Programs.Demo, "--people", "500", "--kiosks", "2", "--headless", "--data", data, "--kiosk-executable", Mortal(data, "TERM"));

        Assert.Equal(1, ended.Status);
        Assert.Contains("gate-1 ended with status 0", Assert.Single(ended.Error.TrimEnd('\n').Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_journal_that_was_damaged_is_told_with_the_totals_of_what_is_whole()
    {
        var command = Command();
        var data = _scratch.Path("data");
        // Between two starts, a word of an earlier record becomes another.
        var damaged = Script(
            $"""
            case "$*" in run*) ;; *) exec {command} "$@" ;; esac
            {command} "$@" >'{_scratch.Path("first-run")}' &
            until grep -qs '"kind":"started"' '{data}'/gate-1/state/journal/*; do sleep 0.1; done
            kill -TERM $!
            wait $!
            sed -i 's/"kind":"started"/"kind":"stirred"/' '{data}'/gate-1/state/journal/*.log
            exec {command} "$@"
            """);
        var ended = await Finished.OfAsync(
            Programs.Demo,
            "--people", "4", "--kiosks", "1", "--speed", "50", "--headless", "--json", "--data", data, "--kiosk-executable", damaged);

        Assert.Equal((1, ""), (ended.Status, ended.Error));
        Assert.Equal("broken", ended.LastLine.GetProperty("chain").GetString());
        Assert.Equal(4, Number(ended.LastLine, "passages"));
        Assert.Equal(Number(ended.LastLine, "journalRecords"), Number(ended.LastLine, "hostRecords"));
    }

    [Theory]
    [InlineData("--people", "0")]
    [InlineData("--people", "many")]
    [InlineData("--kiosks", "17")]
    [InlineData("--speed", "1.5")]
    [InlineData("--for", "soon")]
    [InlineData("--persons", "3")]
    public async Task Names_an_option_that_it_cannot_use(string option, string value) =>
        (await Finished.OfAsync(Programs.Demo, option, value)).Refused(option);

    /// <summary>The kiosk as a shell calls it.</summary>
    private static string Command()
    {
        var kiosk = Programs.Kiosk(KioskBuild.Any);
        return string.Join(' ', kiosk.Arguments.Prepend(kiosk.Command).Select(part => $"'{part}'"));
    }

    /// <summary>A kiosk that gets this signal, once, when the first gate has let somebody in.</summary>
    private string Mortal(string data, string signal)
    {
        var command = Command();
        var sent = _scratch.Path("sent");
        return Script(
            $"""
            case "$*" in run*gate-1*) ;; *) exec {command} "$@" ;; esac
            if [ -e '{sent}' ]; then exec {command} "$@"; fi
            {command} "$@" &
            until grep -qs granted '{data}'/gate-1/state/journal/*; do sleep 0.1; done
            touch '{sent}'
            kill -{signal} $!
            wait $!
            """);
    }

    private string Script(string commands)
    {
        var script = _scratch.Path("kiosk.sh");
        File.WriteAllText(script, $"#!/bin/sh\n{commands}\n");
        File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return script;
    }

    private static int Number(JsonElement result, string name) => result.GetProperty(name).GetInt32();
}
