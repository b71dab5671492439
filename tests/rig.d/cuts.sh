# Lives of a kiosk that end with the power; see tests/README.md. Read by tests/rig.
# shellcheck shell=bash disable=SC2154 # set by tests/rig, build.sh and guest.sh

drive= # the disk's process while one runs

start_drive() {
  local mode=()
  ! "$forgetful" || mode=(forgetful)
  rm -f "$work/drive.socket"
  "$work/drive" "$work/disk" "$work/drive.socket" "$1" "${mode[@]}" >"$2/drive" 2>&1 &
  drive=$!
  until [ -S "$work/drive.socket" ]; do
    kill -0 "$drive" 2>/dev/null || break
    sleep 0.02
  done
}

# live SEED FOLDER: starts the disk and a guest on it. In real time the kernel's check of its timer fails on a busy
# machine, and it would not go on.
live() {
  mkdir "$2"
  start_drive "$1" "$2"
  told="acked=$acked no_timer_check" start_guest power-cuts "$2" \
    -blockdev "driver=nbd,node-name=disk,server.type=unix,server.path=$work/drive.socket" \
    -device virtio-blk-pci,drive=disk,write-cache=on
}

# await_line FOLDER TEXT: fails when the guest ends before, or takes longer than a guest may.
await_line() {
  local end=$((SECONDS + seconds))
  until grep -q "$2" "$1/results"; do
    [ "$SECONDS" -lt "$end" ] && kill -0 "$guest" 2>/dev/null || return 1
    sleep 0.05
  done
}

pause() {
  sleep "$(printf '%d.%03d' $(($1 / 1000)) $(($1 % 1000)))"
}

# The newest record that the guest was seen to acknowledge: whole lines only.
note_acknowledged() {
  local newest
  newest=$(tr -d '\r' <"$1/results" |
    sed -nE 's/^\{"event":"durable","epoch":"([^"]+)","sequence":([0-9]+),"hash":"([0-9a-f]{64})"\}$/\1:\2:\3/p' | tail -n 1)
  [ -z "$newest" ] || acked=$newest
}

number() {
  local number=${1#*:}
  echo "${number%%:*}"
}

# cycle NUMBER: a life, and its end. One in eight ends before anybody walks: while the machine starts, the file system
# recovers or the journal is opened. The others end up to six seconds after the first person came.
cycle() {
  local folder=$work/cycle-$1 before=$acked early=$((RANDOM % 8)) moment=$((RANDOM * 6000 / 32768)) whole=0 reached=true
  live $((seed * 100003 + $1)) "$folder"
  if [ "$early" -eq 0 ]; then
    pause "$moment"
  elif await_line "$folder" '^walking'; then
    pause "$moment"
  else
    reached=false
  fi

  cut_power
  wait "$drive" || reached=false
  drive=
  note_acknowledged "$folder"
  ! grep -q '^ok the journal is whole' "$folder/results" || whole=1
  lived=$((lived + whole))
  if ! "$reached" || grep -q '^FAILED' "$folder/results"; then
    result FAILED "cycle $1: $(grep -h '^FAILED' "$folder/results" | tr -d '\r' | paste -s -d ';' || true)"
    cat "$folder/qemu" "$folder/console" "$folder/results" "$folder/drive" | tr -d '\r' | tail -n 30 | sed 's/^/  | /'
    return 1
  fi

  acknowledged=$((acknowledged + 10#0$(number "$acked") - 10#0$(number "$before")))
  read -r took _ held _ <"$folder/drive"
  unflushed=$((unflushed + held))
  dropped=$((dropped + held - took))
  passed=$((passed + 1))
  rm -r "$folder"
}

# power_cuts CYCLES SEED FORGETFUL
power_cuts() {
  local cycles=$1 seed=$2 forgetful=$3 acked='' lived=0 acknowledged=0 unflushed=0 dropped=0 began=$SECONDS cycle
  RANDOM=$seed
  prepare
  gcc -O2 -Wall -Wextra -Werror -o "$work/drive" "$rig/drive/drive.c"
  truncate -s 64M "$work/disk"
  mkfs.ext4 -q -E lazy_itable_init=0,lazy_journal_init=0 "$work/disk"
  forgetful=false live 0 "$work/installation"
  await_guest "$seconds" || true
  wait "$drive"
  drive=
  if ! grep -q '^end 0' "$work/installation/results"; then
    result FAILED 'the gate is installed'
    cat "$work/installation/console" | tail -n 30
  else
    for ((cycle = 1; cycle <= cycles; cycle++)); do
      cycle "$cycle" || break
    done
  fi

  printf 'seed %d: %d power cuts, %d starts that verified, %d records acknowledged, %d of %d sectors that were not flushed dropped, %d s\n' \
    "$seed" "$passed" "$lived" "$acknowledged" "$dropped" "$unflushed" $((SECONDS - began))
}
