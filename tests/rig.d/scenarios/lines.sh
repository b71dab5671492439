# The GPIO chip and its lines: missing, forbidden, held by another program, and taken away while the gate runs.
# shellcheck shell=dash disable=SC2154 # rig.sh

live=/sys/kernel/config/gpio-sim/gate/live

# refuses SENTENCE COMMAND...: it ends with status 1 and says just that.
refuses() {
  local sentence=$1 status=0
  shift
  "$@" >/run/refused 2>&1 || status=$?
  expect "it does not start: $sentence" "1 $sentence" echo "$status $(cat /run/refused)"
}

install_gate
echo 0 >$live
refuses "No GPIO chip is labelled 'pinctrl-bcm2711'. There are: 'raspberrypi-exp-gpio' (/dev/gpiochip0). Name the label of \
the one with the gate's lines in the configuration." gatehouse-kiosk run --config "$config"
echo 1 >$live

service_user
refuses "/dev/gpiochip0 may not be opened: the user that runs this must be in the group 'gpio' (sudo usermod -aG gpio USER, \
then start the service or the session anew)." as_user gatehouse-kiosk run --config "$config"

edges pinctrl-bcm2711 17 >/run/edges &
holder=$!
eventually 'another program holds a relay' ready cat /run/edges
refuses "Line 17 is in use by 'edges'. Stop what holds it, or take another line." gatehouse-kiosk run --config "$config"
kill "$holder"
wait "$holder" || true

start_kiosk "$config"
echo 0 >$live
status=0
wait "$kiosk_pid" || status=$?
expect 'without its chip the kiosk ends' 1 echo "$status"
expect 'and its journal says why' unforeseen fault_of inputs
echo 1 >$live
start_kiosk "$config"
