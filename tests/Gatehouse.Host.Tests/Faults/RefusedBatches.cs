using System.Net;
using System.Text;
using Gatehouse.Contract;
using Gatehouse.Host.Tests.Support;

namespace Gatehouse.Host.Tests.Faults;

public sealed class RefusedBatches : HostAndKiosk
{
    private readonly Journal _journal = new Journal("gate-1").Walk(4);

    // Something is held already, so that a change would show.
    protected override Task PrepareAsync() => Kiosk.SendAsync(_journal, 1, 2);

    [Fact]
    public Task Wrong_content_type() => RefusedAsync(
        HttpStatusCode.UnsupportedMediaType, "application/x-ndjson", () => Kiosk.PostRawAsync(KioskLink.Gzip(_journal.All()), type: "application/json"));

    [Fact]
    public Task Not_compressed() => RefusedAsync(
        HttpStatusCode.UnsupportedMediaType, "gzip", () => Kiosk.PostRawAsync(_journal.All(), encoding: null));

    [Fact]
    public Task Not_gzip() => RefusedAsync(HttpStatusCode.BadRequest, "gzip", () => Kiosk.PostRawAsync(_journal.All()));

    [Fact]
    public Task Gzip_that_ends_early() => RefusedAsync(HttpStatusCode.BadRequest, "", () =>
    {
        var whole = KioskLink.Gzip(_journal.All());
        return Kiosk.PostRawAsync(whole[..(whole.Length / 2)]);
    });

    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    [InlineData(8)]
    public Task Gzip_without_its_last_bytes(int missing) =>
        RefusedAsync(HttpStatusCode.BadRequest, "whole gzip", () => Kiosk.PostRawAsync(KioskLink.Gzip(_journal.All())[..^missing]));

    [Fact]
    public async Task A_body_far_larger_than_a_batch_is_answered_before_the_connection_ends()
    {
        using var response = await Kiosk.PostRawAsync(new byte[70 * 1024 * 1024]);
        Assert.True(response.Headers.ConnectionClose);
        await Refused.WithAsync(response, HttpStatusCode.RequestEntityTooLarge, "compressed");
        using var wrongType = await Kiosk.PostRawAsync(new byte[70 * 1024 * 1024], type: "application/json");
        await Refused.WithAsync(wrongType, HttpStatusCode.UnsupportedMediaType, "content type");
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("PATCH")]
    public async Task A_method_that_the_route_does_not_know(string method)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(Routes.RecordsOf(KioskId.Parse("gate-1"), "e1"), UriKind.Relative));
        using var response = await Kiosk.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(["GET", "POST"], response.Content.Headers.Allow.Order(StringComparer.Ordinal));
        await Refused.WithAsync(response, HttpStatusCode.MethodNotAllowed, "GET, POST");
    }

    [Fact]
    public Task Gzip_bomb() => RefusedAsync(
        HttpStatusCode.RequestEntityTooLarge, "at most", () => Kiosk.PostAsync(new byte[64 * 1024 * 1024]));

    [Fact]
    public Task More_compressed_bytes_than_a_batch_can_have() => RefusedAsync(
        HttpStatusCode.RequestEntityTooLarge, "compressed", () => Kiosk.PostRawAsync(new byte[Routes.MaxBatchBytes + (1024 * 1024)]));

    [Fact]
    public Task More_compressed_bytes_than_a_batch_can_have_of_untold_length() => RefusedAsync(
        HttpStatusCode.RequestEntityTooLarge, "compressed", () => Kiosk.PostChunkedAsync(new byte[Routes.MaxBatchBytes + (1024 * 1024)], HttpVersion.Version11));

    [Fact]
    public async Task A_refusal_over_http_2_keeps_the_connection_for_others()
    {
        using var response = await Kiosk.PostChunkedAsync(new byte[Routes.MaxBatchBytes + (1024 * 1024)], HttpVersion.Version20);
        Assert.Null(response.Headers.ConnectionClose);
        await Refused.WithAsync(response, HttpStatusCode.RequestEntityTooLarge, "compressed");
    }

    [Fact]
    public Task More_records_than_a_batch_may_hold() => RefusedAsync(
        HttpStatusCode.RequestEntityTooLarge, "500 records", () => Kiosk.PostAsync(new Journal("gate-1").Walk(251).All()));

    [Fact]
    public Task Empty() => RefusedAsync(HttpStatusCode.BadRequest, "no record", () => Kiosk.PostAsync([]));

    [Fact]
    public Task Not_journal_lines() => RefusedAsync(HttpStatusCode.BadRequest, "Line 1", () => Kiosk.PostAsync("hello\n"u8.ToArray()));

    [Fact]
    public Task Torn_last_line() => RefusedAsync(HttpStatusCode.BadRequest, "torn", () => Kiosk.PostAsync(_journal.Batch(3, 4)[..^1]));

    [Fact]
    public Task Line_longer_than_a_line_may_be() => RefusedAsync(
        HttpStatusCode.BadRequest, "Line 1", () => Kiosk.PostAsync(Lines(Journal.Sealed($"{{\"kiosk\":\"{new string('a', JournalLine.MaxLength)}\"}}"))));

    [Theory]
    [InlineData("[]")]
    [InlineData("{\"kiosk\":\"gate-1\"}")]
    [InlineData("{\"kiosk\":\"gate-1\",")]
    [InlineData("{\"kiosk\":\"\\ud800\"}")]
    [InlineData("{\"personal\":{\"epoch\":\"e1\",\"seq\":3,\"fields\":{\"\\ud800\":{\"salt\":\"AAAAAAAAAAAAAAAAAAAAAA==\",\"value\":1}}}}")]
    [InlineData("{\"personal\":{\"epoch\":\"e1\",\"seq\":1,\"fields\":{\"name\":{\"salt\":\"AAAA\",\"value\":1}}}}")]
    public Task Line_whose_hash_holds_but_whose_content_is_no_record(string json) => RefusedAsync(
        HttpStatusCode.BadRequest, "Line 1", () => Kiosk.PostAsync(Lines(Journal.Sealed(json))));

    [Fact]
    public Task Text_that_is_not_utf8() => RefusedAsync(HttpStatusCode.BadRequest, "Line 1", () =>
    {
        byte[] json = [.. "{\"kiosk\":\"gate-"u8, 0xFF, .. "\"}"u8];
        return Kiosk.PostAsync(Lines([.. json, (byte)'\t', .. Encoding.ASCII.GetBytes(RecordHash.Of(json).ToString())]));
    });

    [Fact]
    public Task Broken_hash() => RefusedAsync(HttpStatusCode.UnprocessableEntity, "hash", () =>
    {
        var batch = _journal.Batch(3, 4, withPersonal: false);
        var text = Encoding.UTF8.GetString(batch).Replace("\"granted\"", "\"refused\"", StringComparison.Ordinal);
        return Kiosk.PostAsync(Encoding.UTF8.GetBytes(text));
    });

    [Fact]
    public Task Broken_chain_inside_the_batch() => RefusedAsync(HttpStatusCode.UnprocessableEntity, "chain", () =>
    {
        var other = new Journal("gate-1");
        other.Add("other");
        other.Walk(3);
        return Kiosk.PostAsync([.. _journal.Batch(3, 3, withPersonal: false), .. other.Batch(4, 4, withPersonal: false)]);
    });

    [Fact]
    public Task Hole_in_the_batch() => RefusedAsync(
        HttpStatusCode.UnprocessableEntity, "does not follow", () => Kiosk.PostAsync([.. _journal.Batch(3, 3), .. _journal.Batch(5, 5)]));

    [Fact]
    public Task First_record_that_names_one_before_it() => RefusedAsync(HttpStatusCode.UnprocessableEntity, "follows none", () =>
    {
        var line = Encoding.UTF8.GetString(_journal.Line(1));
        var json = line[..line.IndexOf('\t', StringComparison.Ordinal)].Replace(RecordHash.None.ToString(), _journal.Last.ToString(), StringComparison.Ordinal);
        return Kiosk.PostAsync(Lines(Journal.Sealed(json)));
    });

    [Fact]
    public Task Another_kiosks_record() => RefusedAsync(
        HttpStatusCode.UnprocessableEntity, "another kiosk", () => Kiosk.PostAsync(new Journal("gate-2").Walk(1).All()));

    [Fact]
    public Task Another_epochs_record() => RefusedAsync(
        HttpStatusCode.UnprocessableEntity, "another epoch", () => Kiosk.PostAsync(new Journal("gate-1", "e2").Walk(1).All(), epoch: "e1"));

    [Fact]
    public Task Personal_values_that_were_not_committed_to() => RefusedAsync(HttpStatusCode.UnprocessableEntity, "committed", () =>
    {
        var forged = Journal.Sealed("""{"personal":{"epoch":"e1","seq":3,"fields":{"name":{"salt":"AAAAAAAAAAAAAAAAAAAAAA==","value":"Somebody else"}}}}""");
        return Kiosk.PostAsync([.. Lines(forged), .. _journal.Batch(3, 3, withPersonal: false)]);
    });

    [Fact]
    public Task Personal_values_without_their_record() => RefusedAsync(HttpStatusCode.UnprocessableEntity, "without their record", () =>
    {
        var batch = _journal.Batch(3, 3);
        return Kiosk.PostAsync(batch[..(batch.AsSpan().IndexOf((byte)'\n') + 1)]);
    });

    [Fact]
    public Task Decision_without_a_passage() => RefusedAsync(HttpStatusCode.UnprocessableEntity, "granted", () =>
    {
        var journal = new Journal("gate-1");
        journal.Add(RecordKind.Granted, """{"passage":"everyone"}""");
        return Kiosk.PostAsync(journal.All());
    });

    [Theory]
    [InlineData("\"direction\":\"in\"", "\"direction\":\"up\"")]
    [InlineData("\"verdict\":\"clear\"", "\"verdict\":\"fine\"")]
    public Task Decision_in_words_that_the_contract_does_not_know(string known, string unknown) =>
        RefusedAsync(HttpStatusCode.UnprocessableEntity, "granted", () => Kiosk.PostAsync(Said(3, known, unknown)));

    [Theory]
    [InlineData("\"outcome\":\"passed\"", "\"outcome\":\"vanished\"")]
    [InlineData("\"of\":3", "\"of\":4")]
    [InlineData("\"of\":3", "\"of\":0")]
    public Task Closing_of_nothing_that_can_have_been_decided(string known, string unknown) =>
        RefusedAsync(HttpStatusCode.UnprocessableEntity, "closed", () => Kiosk.PostAsync([.. _journal.Batch(3, 3), .. Said(4, known, unknown)]));

    [Fact]
    public Task Epoch_that_is_no_name() => RefusedAsync(
        HttpStatusCode.BadRequest, "epoch", () => Kiosk.PostAsync(_journal.All(), epoch: "E_1"));

    [Fact]
    public async Task A_host_in_production_takes_no_simulated_record()
    {
        await using var host = await RunningHost.StartAsync(production: true);
        using var kiosk = await host.KioskAsync("gate-1");
        var simulated = new Journal("gate-1") { Simulated = true }.Walk(1);
        await Refused.ChangesNothingAsync(host, HttpStatusCode.UnprocessableEntity, "simulated", () => kiosk.PostAsync(simulated.All()));
        Assert.Equal(2, (await kiosk.SendAsync(new Journal("gate-1").Walk(1))).Watermark);
    }

    /// <summary>A record of the journal with other words in it, sealed anew.</summary>
    private byte[] Said(long sequence, string known, string instead)
    {
        var line = Encoding.UTF8.GetString(_journal.Line(sequence));
        Assert.Contains(known, line, StringComparison.Ordinal);
        return Lines(Journal.Sealed(line[..line.IndexOf('\t', StringComparison.Ordinal)].Replace(known, instead, StringComparison.Ordinal)));
    }

    private static byte[] Lines(byte[] line) => [.. line, (byte)'\n'];

    private Task RefusedAsync(HttpStatusCode status, string says, Func<Task<HttpResponseMessage>> act) =>
        Refused.ChangesNothingAsync(Host, status, says, act);
}
