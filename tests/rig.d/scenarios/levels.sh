# Lamps and a buzzer that a low level switches on, and a contact that chatters.
# shellcheck shell=dash disable=SC2154 # rig.sh

kernel_says() { line pinctrl-bcm2711 "$1"; }

config=/rig/gate/low.json
install_gate
expect 'before the kiosk runs they are on, as the wiring sheet warns' '000 0' echo "$(lamps) $(level 25)"
start_kiosk "$config"
eventually 'lit is low: the amber lamp alone says that the gate is ready' 101 lamps
expect 'and the buzzer is silent, which is high' 1 level 25
expect 'because the kernel turns them round' 'output active-low' kernel_says 23
expect 'and no relay, which rests at low' '0 output' echo "$(level 17) $(kernel_says 17)"
person 0x3d00 0x39d7
wiegand 20 21 "$badge"
eventually 'the red lamp alone sends a hot person to the guard' 110 lamps
eventually 'and the buzzer sounds, which is low' 0 level 25
eventually 'until it is silent again' 1 level 25

expect 'the feedback contacts are debounced by the kernel, and not turned round' 'input debounced for 5000 us' kernel_says 5
expect 'the contacts whose chatter is an alarm are not' input kernel_says 13
expect 'and the lines of a Wiegand reader are not' input kernel_says 20
faults=$(records fault)
cleared=$(records cleared)
# For 40 ms it opens and closes every millisecond, and stays open.
wiegand 13 13 00000000000000000000 1000 2000
eventually 'a contact that chatters as it opens is recorded' housing in_last fault device
usleep 1000000
expect 'once' "$((faults + 1)) $cleared" echo "$(records fault) $(records cleared)"
drive 13 low
eventually 'and its end is' housing in_last cleared device
# For two seconds it opens and closes every millisecond: nobody knows what it is.
wiegand 13 13 "$(printf '%01000d' 0)" 1000 2000 &
chatter=$!
eventually 'a contact that does not come to rest is an alarm' housing in_last fault device
wait "$chatter"
drive 13 low
eventually 'until it stays closed' housing in_last cleared device

kill "$kiosk_pid"
wait "$kiosk_pid" || true
