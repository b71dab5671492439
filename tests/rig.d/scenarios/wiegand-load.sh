# Frames as fast as the specification has them, while two others want the guest's one processor for themselves.
# shellcheck shell=dash disable=SC2154 # rig.sh

# frames N: a frame a line, and what it says; one in five has a bit too few or a wrong one.
frames() {
  awk -v count="$1" 'BEGIN {
    srand(20200210)
    while (count--) {
      facility = int(rand() * 256); card = int(rand() * 65536); fault = int(rand() * 10)
      bits = ""; even = 0; odd = 1; left = facility * 65536 + card
      for (i = 0; i < 24; i++) { bits = left % 2 bits; left = int(left / 2) }
      for (i = 1; i <= 12; i++) { even += substr(bits, i, 1); odd += substr(bits, 12 + i, 1) }
      bits = even % 2 bits odd % 2
      if (fault == 0) print substr(bits, 1, 25), "spoilt"
      else if (fault == 1) print substr(bits, 1, 25) 1 - substr(bits, 26), "spoilt"
      else print bits, facility ":" card
    }
  }'
}

read_badges() { sed -n 's/.*"text":"badge H10301:\([0-9:]*\),.*/\1/p' /run/seen; }
refused_frames() { sed -n 's/.*"text":"discarded for \([a-zA-Z]*\), \([0-9]*\) so far.*/\1 \2/p' /run/seen; }
refused() { refused_frames | awk '{ last[$1] = $2 } END { for (reason in last) sum += last[reason]; print sum + 0 }'; }
reasons() { refused_frames | awk '{ last[$1] = $2 } END { for (reason in last) print last[reason], reason }' | sort | paste -s -d ' '; }
told() { echo $(($(read_badges | wc -l) + $(refused))); }

# Those read, in their order, that are not among those sent in theirs.
misread() {
  read_badges | awk 'FNR == NR { if ($2 != "spoilt") sent[++count] = $2; next }
    { while (++at <= count && sent[at] != $1); if (at > count) { print $1; exit } }' /run/frames -
}

busy() { while :; do :; done; }

frames "$frames" >/run/frames
gatehouse-kiosk watch reader-in --config "$config" --json >/run/seen &
watch=$!
usleep 2000000
drive 20 high
drive 21 high
busy &
one=$!
busy &
other=$!
cut -d ' ' -f 1 /run/frames | wiegand 20 21 - 50 200 >/run/sent
eventually 'every frame is read or refused' "$(wc -l </run/frames)" told
expect 'and none misread' '' misread
note "$(cat /run/sent); $(read_badges | wc -l) read, refused: $(reasons)"
kill "$one" "$other" "$watch"
