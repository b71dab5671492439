# The thermometer's I2C bus and a card reader's SPI bus: missing or forbidden at the start, broken and back in operation.
# shellcheck shell=dash disable=SC2154 # rig.sh

spi_config=/rig/gate/spi.json

reader() { echo "$2" >"/sys/module/rig_mfrc522/parameters/$1"; }
run_kiosk() { as_user gatehouse-kiosk run --config "$spi_config"; }

install_gate
service_user
chmod 666 /dev/gpiochip*
refuses "The thermometer's bus /dev/i2c-1 may not be used: the service user must be in the group 'i2c' (sudo usermod -aG i2c \
USER, then restart the service), or correct the key 'thermometer.bus'." run_kiosk
chmod 666 /dev/i2c-1
refuses "The reader's bus /dev/spidev0.0 may not be used: the service user must be in the group 'spi' (sudo usermod -aG spi \
USER, then restart the service), or correct the reader's keys 'bus' and 'select'." run_kiosk
rmmod rig_mfrc522
refuses "The reader's bus /dev/spidev0.0 does not exist: switch SPI on (raspi-config, Interface Options) or correct the \
reader's keys 'bus' and 'select'." run_kiosk
rmmod rig_mlx90614
refuses "The thermometer's bus /dev/i2c-1 does not exist: switch I2C on (raspi-config, Interface Options) or correct the key \
'thermometer.bus'." run_kiosk

insmod /rig/rig_mlx90614.ko
insmod /rig/rig_mfrc522.ko
chmod 666 /dev/i2c-1 /dev/spidev0.0
start_kiosk_as_user "$spi_config"
skin=$((0x3c2f))
show_badge() { wiegand 20 21 "$badge"; }

# turned_away: somebody shows a badge and is refused. let_in: or let in. Both leave the lane at rest.
turned_away() {
  refused=$(records refused)
  show_badge
  eventually 'nobody is let in' "$((refused + 1)) notMeasurable" refusals
  usleep 4000000
}

refusals() { echo "$(records refused) $(in_last refused reason)"; }

let_in() {
  # Nobody's skin is just that of who came before: a word that stays is a frozen thermometer's.
  skin=$((skin + 1))
  thermometer object "$skin"
  show_badge
  eventually 'who comes is let in' 1 level 17
  turn 5
  usleep 1000000
}

let_in
# breaks PARAMETER VALUE WELL REASON ADVICE: the thermometer's bus, and back.
breaks() {
  note "the thermometer's bus: $1 $2"
  thermometer "$1" "$2"
  turned_away
  fails thermometer "$4" "$5"
  thermometer "$1" "$3"
  let_in
  recovers thermometer
}
breaks error 110 0 busStuck 'check SDA and SCL for a short circuit'
breaks error 5 0 busStuck 'check its wires'
breaks error 16 0 busStuck 'no kernel driver holds the address'
breaks cut Y N badCheck 'check the length of the bus wires'
breaks absent Y N noAnswer 'supply, SDA and SCL'

# take_away_thermometer: its bus, which the kernel keeps as long as somebody has it open; after a failure nobody has.
take_away_thermometer() {
  thermometer absent Y
  turned_away
  rmmod rig_mlx90614
}

note "the thermometer's bus: gone, and back"
take_away_thermometer
turned_away
fails thermometer busStuck 'check that I2C is switched on'
insmod /rig/rig_mlx90614.ko
chmod 666 /dev/i2c-1
let_in
recovers thermometer

note "the thermometer's bus: back without rights, and with them"
take_away_thermometer
insmod /rig/rig_mlx90614.ko
turned_away
fails thermometer busStuck 'in the group'
chmod 666 /dev/i2c-1
let_in
recovers thermometer

for fault in 'error 5 0' 'error 16 0' 'absent Y N'; do
  note "the reader's bus: ${fault% *}"
  # shellcheck disable=SC2086 # three words
  set -- $fault
  reader "$1" "$2"
  fails readerOut lost check
  reader "$1" "$3"
  recovers readerOut
done

note "the reader's bus: gone, back without rights, and with them"
rmmod rig_mfrc522
fails readerOut lost 'check that SPI is switched on'
insmod /rig/rig_mfrc522.ko
fails readerOut denied 'in the group'
chmod 666 /dev/spidev0.0
recovers readerOut
