using System.Buffers;
using System.Text;
using CsCheck;

namespace Gatehouse.Contract.Tests;

public sealed class JournalLineTests
{
    private static readonly Gen<JournalRecord> Records =
        from kiosk in Gen.Char["abcdefghijklmnopqrstuvwxyz0123456789"].Array[1, KioskId.MaxLength]
        from sequence in Gen.Long[1, RecordLimits.MaxSequence]
        from microseconds in Gen.Long[0, 4_000_000_000_000_000]
        from mono in Gen.Long[0, 4_000_000_000_000_000]
        from age in Gen.Double[0, 1e9].Nullable()
        from synced in Gen.Bool
        from simulated in Gen.Bool
        from kind in Gen.String[Gen.Char[' ', '\uD7FF'], 1, 20]
        select new JournalRecord
        {
            Kiosk = KioskId.Parse(new string(kiosk)),
            Epoch = "e-1",
            Sequence = sequence,
            Boot = new Guid(7, 8, 9, new byte[8]),
            At = DateTimeOffset.UnixEpoch.AddMicroseconds(microseconds),
            Clock = new ClockState("rtc", synced, age),
            Mono = TimeSpan.FromMicroseconds(mono),
            Kind = kind,
            Simulated = simulated,
            Body = default,
            Previous = RecordHash.None,
            Hash = default,
        };

    [Fact]
    public void What_is_written_is_read() => Records.Sample(record =>
    {
        var output = new ArrayBufferWriter<byte>();
        var hash = JournalLine.Write(output, record, "{\"a\":36.50}"u8);
        var read = JournalLine.ReadRecord(output.WrittenMemory.ToArray());
        return read with { Body = default } == record with { Hash = hash } && read.Body.GetRawText() == "{\"a\":36.50}";
    });

    [Fact]
    public void A_changed_bit_anywhere_is_noticed() => Gen.Select(Records, Gen.Int[0, int.MaxValue], Gen.Int[0, 7]).Sample((record, place, bit) =>
    {
        var output = new ArrayBufferWriter<byte>();
        JournalLine.Write(output, record, "{}"u8);
        var line = output.WrittenSpan.ToArray();
        line[place % line.Length] ^= (byte)(1 << bit);
        return !JournalLine.IsWhole(line) && Throws(() => JournalLine.ReadRecord(line));
    });

    [Fact]
    public void Any_bytes_are_read_or_refused_with_a_reason() => Gen.Byte.Array[0, 300].Sample(bytes =>
        Throws(() => JournalLine.ReadRecord(bytes)) && Throws(() => JournalLine.ReadPersonal(bytes)) && !JournalLine.IsWhole(bytes));

    [Fact]
    public void Any_text_with_a_right_hash_is_read_or_refused_with_a_reason() => Gen.String[Gen.Char["{}[]\":,\\u0d8kiosepchqat1 \u00e9"], 0, 80].Sample(text =>
    {
        var line = Sealed($"{{\"kiosk\":{text}}}");
        return Throws(() => JournalLine.ReadRecord(line)) && Throws(() => JournalLine.ReadPersonal(line));
    });

    [Theory]
    [InlineData("")]
    [InlineData("-a")]
    [InlineData("a-")]
    [InlineData("Gate")]
    [InlineData("gate_1")]
    [InlineData("gate 1")]
    [InlineData("käfer")]
    [InlineData("a2345678901234567890123456789012345678901")]
    public void A_kiosks_name_keeps_the_rule(string name) => Assert.False(KioskId.TryParse(name, out _));

    [Theory]
    [InlineData("\"seq\":3,", "\"seq\":1000000000001,", "'seq'")]
    [InlineData("\"seq\":3,", "\"seq\":9223372036854775807,", "'seq'")]
    [InlineData("\"seq\":3,", "\"seq\":3,\"seq\":4,", "not JSON")]
    [InlineData("{\"kiosk\"", "{\"kiosk\":\"gate-2\",\"kiosk\"", "not JSON")]
    [InlineData("\"person\":", "\"person\":\"1002\",\"person\":", "not JSON")]
    public void A_line_beyond_the_contract_is_refused_though_its_hash_holds(string text, string instead, string says)
    {
        var golden = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "golden", "granted.ndjson"));
        var json = golden[..golden.IndexOf('\t', StringComparison.Ordinal)];
        Assert.Contains(text, json, StringComparison.Ordinal);
        var error = Assert.Throws<JournalLineException>(() => JournalLine.ReadRecord(Sealed(json.Replace(text, instead, StringComparison.Ordinal))));
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
    }

    private static byte[] Sealed(string json) => Encoding.UTF8.GetBytes($"{json}\t{RecordHash.Of(Encoding.UTF8.GetBytes(json))}");

    private static bool Throws(Action read)
    {
        try
        {
            read();
            return false;
        }
        catch (JournalLineException)
        {
            return true;
        }
    }
}
