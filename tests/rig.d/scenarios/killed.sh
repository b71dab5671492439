# What ends a release when the kiosk cannot.
# shellcheck shell=dash disable=SC2154 # rig.sh

level_config=/rig/gate/level.json

skin=$((0x3c2f))

# enter: a clear person shows the badge and the turnstile is released, held by its level.
enter() {
  # Nobody's skin is just that of who came before: a word that stays is a frozen thermometer's.
  skin=$((skin + 1))
  person "$skin" 0x39d7
  wiegand 20 21 "$badge"
  eventually "$1" 1 level 17
}

install_gate
start_kiosk "$level_config"
enter 'the turnstile is held open'
usleep 1000000
expect 'as long as nobody passes' 1 level 17
turn 5
eventually 'until somebody has' 0 level 17
usleep 1000000

enter 'it is held open again'
kill -STOP "$kiosk_pid"
usleep 1000000
expect 'a kiosk that hangs does not let go at once' 1 level 17
usleep 2500000
expect 'but its guard does after the longest time' 0 level 17
kill -CONT "$kiosk_pid"
usleep 8000000

enter 'it is held open once more'
kill -KILL "$kiosk_pid"
wait "$kiosk_pid" || true
usleep 200000
expect 'a kiosk that is killed lets go at once' 0 level 17
expect 'and everything else is as the pull-downs leave it' '000 0 0' echo "$(lamps) $(level 27) $(level 25)"

start_kiosk "$level_config"
eventually 'it starts again over the same lines' 010 lamps
eventually 'and closes the passage it left' unknown in_last closed outcome
