# The GPIO chip and its lines: missing, forbidden, held by another program, and taken away while the gate runs.
# shellcheck shell=dash disable=SC2154 # rig.sh

live=/sys/kernel/config/gpio-sim/gate/live

# put_back: the chip, which may have another number then.
put_back() {
  echo 1 >$live
  rm /run/gate
  ln -s "/sys/devices/platform/$(cat ${live%/live}/dev_name)/$(cat ${live%/live}/bank/chip_name)" /run/gate
}

install_gate
echo 0 >$live
refuses "No GPIO chip is labelled 'pinctrl-bcm2711'. There are: 'raspberrypi-exp-gpio' (/dev/gpiochip0). Name the label of \
the one with the gate's lines in the configuration." gatehouse-kiosk run --config "$config"
put_back

service_user
chmod 666 /dev/i2c-1
refuses "/dev/gpiochip0 may not be opened: the user that runs this must be in the group 'gpio' (sudo usermod -aG gpio USER, \
then start the service or the session anew)." as_user gatehouse-kiosk run --config "$config"

edges pinctrl-bcm2711 17 >/run/edges &
holder=$!
eventually 'another program holds a relay' ready cat /run/edges
refuses "Line 17 is in use by 'edges'. Stop what holds it, or take another line." gatehouse-kiosk run --config "$config"
kill "$holder"
wait "$holder" || true

gone="The GPIO chip 'pinctrl-bcm2711' is gone: plug it in again or load its driver, then start anew."
start_kiosk "$config"
echo 0 >$live
status=0
wait "$kiosk_pid" || status=$?
expect 'without its chip the kiosk ends' 1 echo "$status"
expect 'and its journal says why' unforeseen in_last fault reason
expect 'as does the program, in its last sentence' "$gone" tail -n 1 /run/kiosk
put_back
start_kiosk "$config"
