# The rig itself, without the kiosk: what the other scenarios rely on.
# shellcheck shell=dash disable=SC2154 # rig.sh

on_one_line() { paste -s -d ' ' "$1"; }

# GPIO: the chip, levels, and the timing of a frame as the kernel's timestamps have it.
edges_seen() { cut -d ' ' -f 1,2 /run/edges | paste -s -d ' ' -; }
bits_seen() { awk '$2 == "falling" { printf "%d", $1 - 20 }' /run/edges; }
pulses_beyond() { awk -v most="$1" '$2 == "falling" { at = $3 } $2 == "rising" && at && $3 - at > most' /run/edges; }
intervals_beyond() { awk -v most="$1" '$2 == "falling" { if (at && $3 - at > most) print; at = $3 }' /run/edges; }

edges pinctrl-bcm2711 20 21 >/run/edges &
eventually 'a chip has the label of a Pi 4' ready cat /run/edges
drive 20 high
drive 21 high
eventually 'lines that are driven are seen by who asked for edges' 'ready 20 rising 21 rising' edges_seen
expect 'their level is read back' 1 level 20

wiegand 20 21 "$badge"
eventually 'a Wiegand frame arrives bit by bit' "$badge" bits_seen
expect 'no pulse of 50 µs is longer than 100 µs' '' pulses_beyond 100
expect 'no interval of 2 ms is longer than 2.1 ms' '' intervals_beyond 2100
wiegand 20 21 "$badge" 20 200
eventually 'a frame of the shortest pulses arrives too' "$badge$badge" bits_seen

# I2C. Words and codes are the datasheet's own examples (MLX90614 rev. 13, fig. 8) and computed ones.
read_word() { i2ctransfer -y 1 "w1@$1" "$2" r3; }
refused='i2ctransfer: I2C_RDWR: Remote I/O error'
read_without_repeated_start() { i2ctransfer -y 1 w1@0x5a 0x07 && i2ctransfer -y 1 r3@0x5a; }

thermometer object 0x3ad2
expect 'the thermometer answers 28.01 °C with code 0x30' '0xd2 0x3a 0x30' read_word 0x5a 0x07
thermometer object 0x8000
expect 'it answers its error word with code 0x8F' '0x00 0x80 0x8f' read_word 0x5a 0x07
expect 'its emissivity is 1.0 as from the factory' '0xff 0xff 0xd6' read_word 0x5a 0x24
expect 'without a repeated start the bus is left high' '0xff 0xff 0xff' read_without_repeated_start
expect 'no other address acknowledges' "$refused" read_word 0x5b 0x07
expect 'no unknown command is acknowledged' "$refused" read_word 0x5a 0x60
thermometer absent Y
expect 'unplugged, it does not acknowledge' "$refused" read_word 0x5a 0x07
thermometer absent N
expect 'plugged in again, it does' '0xff 0xff 0xd6' read_word 0x5a 0x24

# Input.
plug_keyboard 1a86 e129 'Rig keyboard' usb-rig/input0
keys "$keyboard_node" >/run/keys &
eventually 'a keyboard has an event node' ready cat /run/keys
type_keys 0042
eventually 'what it types is read' 'ready 11 11 5 3 28' on_one_line /run/keys
expect 'who has taken it has it alone' "keys: $keyboard_node: Device or resource busy" keys "$keyboard_node"
unplug_keyboard
eventually 'unplugged, its node is gone' '' node_named 'Rig keyboard'

check 'there is a watchdog' test -c /dev/watchdog
