# The exit button held pressed, at a turnstile that is held by a level for 3 s at most.
# shellcheck shell=dash disable=SC2154 # rig.sh

# gaps SECONDS: how often the way out was seen locked meanwhile.
gaps() {
  local left=$(($1 * 200)) seen=0 now
  while [ "$left" -gt 0 ]; do
    read -r now </run/gate/sim_gpio27/value
    [ "$now" = 1 ] || seen=$((seen + 1))
    left=$((left - 1))
    usleep 5000
  done
  echo "$seen"
}

level_config=/rig/gate/level.json
install_gate
start_kiosk "$level_config"
drive 19 high
eventually 'the exit button frees the way out' 1 level 27
expect 'and holds it free without a gap, three times longer than a release lasts' 0 gaps 10
turn 6
expect 'also when somebody has gone through' 0 gaps 4
eventually 'a button that is held is recorded' held fault_of exitButton
drive 19 low
usleep 4000000
expect 'let go, it locks again' 0 level 27
expect 'and nobody was let in meanwhile' 0 level 17
