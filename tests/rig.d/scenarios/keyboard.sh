# A reader that types.
# shellcheck shell=dash disable=SC2154 # rig.sh

keyboard_config=/rig/gate/keyboard.json

install_gate
start_kiosk "$keyboard_config"
eventually 'a reader that is not plugged in is recorded' lost fault_of readerIn
plug_keyboard 1a86 e129 'Rig keyboard' usb-rig/input0
eventually 'and so is its coming' readerIn in_last cleared device
expect 'the kiosk has it alone' "keys: $keyboard_node: Device or resource busy" keys "$keyboard_node"
usleep 500000

person 0x3c2f 0x39d7
type_keys 0042
eventually 'a number that is typed opens the turnstile' 1 level 17
turn 5
expect 'and is recorded as typed' keyboard in_last granted technology
unplug_keyboard
eventually 'unplugged, it is lost' lost fault_of readerIn
