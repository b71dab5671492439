# What the gate's contacts say.
# shellcheck shell=dash disable=SC2154 # rig.sh

install_gate
start_kiosk "$config"
faults=$(records fault)

next_fault() {
  faults=$((faults + 1))
  eventually "$1" "$faults" records fault
}

drive 12 high
next_fault 'an open fire loop is recorded'
expect 'by its name' fireLoop in_last fault device
person 0x3d00 0x39d7
wiegand 20 21 "$badge"
eventually 'and refuses nobody, measured or not' fireLoopOpen in_last granted reason
turn 5
drive 12 low
eventually 'its end is recorded' fireLoop in_last cleared device

drive 13 high
next_fault 'an open housing is recorded'
drive 13 low
drive 18 high
next_fault 'mains that fail are recorded'
expect 'by their name' mains in_last fault device
drive 18 low

drive 19 high
eventually 'the exit button frees the way out' 1 level 27
drive 19 low
turn 6
eventually 'and is recorded' exitButton in_last granted reason

drive 4 high
next_fault 'a turnstile that is not ready is recorded'
wiegand 20 21 "$badge"
eventually 'and nobody is let in through it' turnstileNotReady in_last refused reason
drive 4 low

turn 5
eventually 'an arm that turns by itself was forced' 1 records forced
