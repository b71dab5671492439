# Frames as fast as the specification has them, while two others want the guest's one processor for themselves.
# shellcheck shell=dash disable=SC2154 # rig.sh

# frames N: a frame a line and what it says, or why it is refused: one in five lacks its last bit or has it wrong.
frames() {
  awk -v count="$1" 'BEGIN {
    srand(20200210)
    while (count--) {
      facility = int(rand() * 256); card = int(rand() * 65536); fault = int(rand() * 10)
      bits = ""; even = 0; odd = 1; left = facility * 65536 + card
      for (i = 0; i < 24; i++) { bits = left % 2 bits; left = int(left / 2) }
      for (i = 1; i <= 12; i++) { even += substr(bits, i, 1); odd += substr(bits, 12 + i, 1) }
      bits = even % 2 bits odd % 2
      if (fault == 0) print substr(bits, 1, 25), "length"
      else if (fault == 1) print substr(bits, 1, 25) 1 - substr(bits, 26), "parity"
      else print bits, facility ":" card
    }
  }'
}

read_badges() { sed -n 's/.*"text":"badge H10301:\([0-9:]*\),.*/\1/p' /run/seen; }
refused() { sed -n 's/.*"text":"discarded for \([a-zA-Z]*\), \([0-9]*\) so far.*/\1 \2/p' /run/seen | awk '{ last[$1] = $2 } END { for (reason in last) print reason, last[reason] }' | sort; }
told() { { read_badges | sed 's/.*/read 1/'; refused; } | awk '{ sum += $2 } END { print sum + 0 }'; }
sound() { awk '$2 ~ /:/ { print $2 }' /run/frames; }
spoilt() { awk '$2 !~ /:/ { sum[$2]++ } END { for (reason in sum) print reason, sum[reason] }' /run/frames | sort; }
on_one_line() { paste -s -d ' ' -; }
refused_on_one_line() { refused | on_one_line; }

# misread: where what is read, in its order, is not what was sent in its.
misread() {
  sound >/run/sound
  read_badges | diff /run/sound - | head -n 4
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
eventually 'every frame is told of' "$frames" told
expect 'each sound one is read, in its order and as it was sent' '' misread
expect 'each spoilt one is refused for its reason' "$(spoilt | on_one_line)" refused_on_one_line
note "$(cat /run/sent); $(read_badges | wc -l) read, refused for $(refused | on_one_line)"
kill "$one" "$other" "$watch"
