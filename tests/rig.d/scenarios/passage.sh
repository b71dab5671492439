# A badge walks through, from power-on.
# shellcheck shell=dash disable=SC2154 # rig.sh

install_gate
start_kiosk "$config"
eventually 'the amber lamp says that the gate is ready' 010 lamps
person 0x3c2f 0x39d7

wiegand 20 21 "$badge"
eventually 'the lamps ask to look here' 110 lamps
eventually 'a clear person opens the turnstile' 1 level 17
expect 'and nobody the other way' 0 level 27
expect 'the grant was durable before' clear in_last granted reason
eventually 'the green lamp says walk through' 100 lamps
eventually 'the pulse ends by itself' 0 level 17
turn 5
eventually 'the arm ends the passage' passed in_last closed outcome
expect 'it is said how much the badge proves' clearText in_last granted technology
eventually 'the gate is ready again' 010 lamps

person 0x3d00 0x39d7
wiegand 20 21 "$badge"
eventually 'a hot person is sent to the guard' 001 lamps
eventually 'by the verdict' refer in_last refused reason
expect 'and the turnstile stays locked' 0 level 17

wiegand 16 26 "$badge"
eventually 'who leaves is let out' 1 level 27
turn 6
eventually 'unmeasured' leaving in_last granted reason

thermometer absent Y
usleep 4000000
wiegand 20 21 "$badge"
eventually 'without a thermometer nobody is let in' notMeasurable in_last refused reason
eventually 'and the fault says what' noAnswer in_last fault reason
thermometer absent N
person 0x3c2f 0x39d7
usleep 4000000
wiegand 20 21 "$badge"
eventually 'with it again they are' 1 level 17
turn 5
eventually 'and the fault is cleared' works in_last cleared reason

kill "$kiosk_pid"
wait "$kiosk_pid" || true
expect 'a kiosk that is stopped leaves everything dark and locked' '000 0 0' echo "$(lamps) $(level 17) $(level 27)"
check 'and its journal is whole' gatehouse-kiosk journal verify --config "$config"
