# What scenarios are written with. A scenario is read by `sh -eu` after this file; a command of its own that fails ends
# it. Results go to $results, everything else to the console, which is shown only when something failed.
# shellcheck shell=dash

report() {
  # shellcheck disable=SC2154 # init
  { printf '%s' "$*" | tr -s '\r\n' ' '; echo; } >"$results"
}

# note TEXT: what comes next, or a figure, shown between the results.
note() {
  report "note $*"
}

# check NAME COMMAND...: the command succeeds.
check() {
  local name=$1 seen
  shift
  if seen=$("$@" 2>&1); then
    report "ok $name"
  else
    report "FAILED $name: ${seen:-$* failed}"
  fi
}

# expect NAME WANTED COMMAND...: the command says just that, whether or not it succeeds.
expect() {
  local name=$1 wanted=$2 seen
  shift 2
  seen=$("$@" 2>&1) || true
  judge "$name" "$wanted" "$seen"
}

# eventually NAME WANTED COMMAND...: it says so within five seconds of the guest's time.
eventually() {
  local name=$1 wanted=$2 left=100 seen
  shift 2
  until seen=$("$@" 2>&1) || true; [ "$seen" = "$wanted" ] || [ "$left" -eq 0 ]; do
    left=$((left - 1))
    usleep 50000
  done
  judge "$name" "$wanted" "$seen"
}

judge() {
  if [ "$3" = "$2" ]; then
    report "ok $1"
  else
    report "FAILED $1: expected '$2', saw '$3'"
  fi
}

# install_gate: roster, policy and commissioning, as an installer leaves them. The roster's badges are H10301:123:4567 and
# KEYS:0042, and those that simulated devices on serial lines send, H10301:255:65535 and UID:04DEADBEEF0000.
# shellcheck disable=SC2034 # for scenarios
badge=10111101100010001110101110
config=/rig/gate/kiosk.json
install_gate() {
  gatehouse-kiosk install roster /rig/gate/roster.json --config "$config" &&
    gatehouse-kiosk install policy /rig/gate/policy.json --config "$config" &&
    gatehouse-kiosk commission --config "$config"
}

# start_kiosk CONFIGURATION: runs the kiosk and closes the gate's contacts once it is ready; sets $kiosk_pid. Before that
# they read as open: to the simulator a bias that is asked for is a wire that pulls.
start_kiosk() {
  gatehouse-kiosk run --config "$1" --json >/run/kiosk 2>&1 &
  kiosk_pid=$!
  await_kiosk
}

# start_kiosk_as_user CONFIGURATION: as a service user who may use the gate's lines and the kiosk's state, and no device
# that is not opened to others.
start_kiosk_as_user() {
  service_user
  chmod 666 /dev/gpiochip*
  su kiosk -s /bin/sh -c "exec gatehouse-kiosk run --config $1 --json" >/run/kiosk 2>&1 &
  # shellcheck disable=SC2034 # for scenarios
  kiosk_pid=$!
  await_kiosk
}

service_user() {
  mkdir -p /etc
  echo 'kiosk:x:1000:1000::/tmp:/bin/sh' >/etc/passwd
  chown -R 1000:1000 /tmp/state
}

as_user() {
  su kiosk -s /bin/sh -c "exec $*"
}

# refuses SENTENCE COMMAND...: it ends with status 1 and says just that.
refuses() {
  local sentence=$1 status=0
  shift
  "$@" >/run/refused 2>&1 || status=$?
  expect "it does not start: $sentence" "1 $sentence" echo "$status $(cat /run/refused)"
}

await_kiosk() {
  eventually 'the kiosk is ready' 1 grep -c '"event":"ready"' /run/kiosk
  for line in 5 6 12 13 18 19 4; do
    drive "$line" low
  done
  usleep 200000
}

# person SKIN AMBIENT: who stands before the thermometer, in its words.
person() {
  thermometer object "$1"
  thermometer ambient "$2"
}

# turn LINE: the arm turns, and its contact opens for a while.
turn() {
  drive "$1" high
  usleep 200000
  drive "$1" low
}

# lamps: those that are lit, of green, amber and red.
lamps() {
  echo "$(level 22)$(level 23)$(level 24)"
}

# What the journal holds; a segment is lines of JSON. records KIND: how many of a kind; in_last KIND KEY: a value of the
# newest one's body; fault_of DEVICE: the reason of its newest fault.
journal() {
  cat /tmp/state/journal/*.log
}

records() {
  journal | grep -c "\"kind\":\"$1\"" || true
}

in_last() {
  journal | grep "\"kind\":\"$1\"" | tail -n 1 | sed -n "s/.*\"$2\":\"\([^\"]*\)\".*/\1/p"
}

fault_of() {
  journal | grep '"kind":"fault"' | grep "\"device\":\"$1\"" | tail -n 1 | sed -n 's/.*"reason":"\([^"]*\)".*/\1/p'
}

# fails DEVICE REASON ADVICE: the newest record of it is a fault of this reason, which says what to check. recovers
# DEVICE: it is that the device works.
fails() {
  eventually "$1: its fault is recorded as $2, with what to check" so newest_is "$1" fault "$2" "$3"
}

recovers() {
  eventually "$1: it works again" so newest_is "$1" cleared works ''
}

# newest_is DEVICE KIND REASON TEXT: "so", or the newest record of the device.
newest_is() {
  local record
  record=$(journal | grep "\"device\":\"$1\"" | tail -n 1)
  case $record in
    *"\"kind\":\"$2\""*"\"reason\":\"$3\""*"$4"*) echo so ;;
    *) echo "$record" ;;
  esac
}

# drive LINE high|low: what is wired to a line of the gate's chip pulls it there. A request that sets a bias is, to the
# simulator, another such pull: drive again after it.
drive() {
  case $2 in
    high) echo pull-up ;;
    low) echo pull-down ;;
  esac >"/run/gate/sim_gpio$1/pull"
}

# level LINE: 0 or 1, whoever drives it.
level() {
  cat "/run/gate/sim_gpio$1/value"
}

# thermometer object|ambient WORD, thermometer absent Y|N
thermometer() {
  echo "$2" >"/sys/module/rig_mlx90614/parameters/$1"
}

# plug_keyboard VENDOR PRODUCT NAME [PORT]: numbers in hexadecimal; sets $keyboard_node.
plug_keyboard() {
  local left=100
  [ -p /run/keyboard ] || mkfifo /run/keyboard
  # Opened for both, it neither waits for the first to write nor ends with the last.
  keyboard "$@" <>/run/keyboard &
  keyboard=$!
  # shellcheck disable=SC2034 # for scenarios
  until keyboard_node=$(node_named "$3"); do
    left=$((left - 1))
    [ "$left" -gt 0 ] || { report "FAILED a keyboard is plugged in: no event node of '$3'"; exit 1; }
    usleep 10000
  done
}

# type_keys TEXT: and Enter.
type_keys() {
  echo "$1" >/run/keyboard
}

unplug_keyboard() {
  kill "$keyboard"
  wait "$keyboard" || true
}

# node_named NAME: the event node of the input device with this name.
node_named() {
  local file
  for file in /sys/class/input/event*/device/name; do
    if [ -f "$file" ] && [ "$(cat "$file")" = "$1" ]; then
      file=${file%/device/name}
      echo "/dev/input/${file##*/}"
      return
    fi
  done
  return 1
}
