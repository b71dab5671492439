# One life of a kiosk on a disk that keeps what was flushed: looks whether all that its lives before acknowledged is there,
# and lets people through until the power goes. The disk is blank at first: then the gate is installed, and no more.
# shellcheck shell=dash disable=SC2154 # rig.sh; acked=EPOCH:NUMBER:HASH, the newest record acknowledged so far, is handed on by the kernel

# acknowledged: "there" when the record is in the journal with its hash. A personal line has the number of its record.
acknowledged() {
  local number=${acked#*:}
  local hash=${number#*:}
  number=${number%:*}
  if [ "$(journal | grep '^{"kiosk"' | grep "\"epoch\":\"${acked%%:*}\",\"seq\":$number," | cut -f 2)" = "$hash" ]; then
    echo there
  else
    echo "the newest of the journal is $(journal | cut -f 1 | grep -o '"seq":[0-9]*' | tail -n 1)"
  fi
}

# enter, leave: whoever it is goes on though the gate may not have seen the badge.
enter() {
  skin=$((skin + 1))
  person "$skin" 0x39d7
  wiegand 20 21 "$badge"
  opens 17 60 && turn 5
}

leave() {
  wiegand 16 26 "$badge"
  opens 27 20 && turn 6
}

# opens LINE TIMES: looked at so many times, 50 ms apart.
opens() {
  local left=$2
  until [ "$(level "$1")" = 1 ]; do
    left=$((left - 1))
    [ "$left" -gt 0 ] || return 1
    usleep 50000
  done
}

# As a Pi's own start does, by fsck.repair=yes: a cut may tear the file system's superblock, and then it is not mounted.
e2fsck -y /dev/vda >/run/fsck 2>&1 || [ $? -lt 4 ] || report "FAILED the file system is mended: $(tail -n 1 /run/fsck)"
mkdir /tmp/state
mount -t ext4 /dev/vda /tmp/state
if [ ! -e /tmp/state/installed ]; then
  check 'the gate is installed' install_gate
  touch /tmp/state/installed
  umount /tmp/state
  exit 0
fi

if [ -n "$acked" ]; then
  expect "record ${acked%:*} is there" there acknowledged
fi

{ gatehouse-kiosk run --config "$config" --json --records 2>&1 | tee /run/kiosk >"$results"; } &
alive=$!
until grep -q '"event":"ready"' /run/kiosk 2>/dev/null; do
  if ! kill -0 "$alive" 2>/dev/null; then
    report "FAILED the kiosk ended before its gate was ready: $(tail -n 3 /run/kiosk)"
    exit 1
  fi
  usleep 50000
done
check 'the journal is whole' gatehouse-kiosk journal verify --config "$config"
expect 'and goes on in its first epoch' 1 records epoch
for line in 5 6 12 13 18 19 4; do
  drive "$line" low
done
skin=$((0x3c2f))
echo walking >"$results"
while true; do
  leave || true
  enter || true
done
