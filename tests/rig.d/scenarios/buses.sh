# The thermometer's I2C bus and a card reader's SPI bus: missing, forbidden, broken, and back while the kiosk runs.
# shellcheck shell=dash disable=SC2154 # rig.sh

spi_config=/rig/gate/spi.json

reader() { echo "$2" >"/sys/module/rig_mfrc522/parameters/$1"; }

# enter REASON: somebody shows a badge once the lane is at rest, and is refused or let in for that reason.
enter() {
  usleep 4000000
  wiegand 20 21 "$badge"
  if [ "$1" = clear ]; then
    eventually 'who comes is let in' 1 level 17
    report "note $(in_last refused reason) $(in_last refused notMeasurable) $(in_last granted reason) $(cat /tmp/state/journal/*.log | tail -n 2)"
    turn 5
  else
    eventually 'nobody is let in' "$1" in_last refused reason
  fi
}

install_gate
rmmod rig_mlx90614
rmmod rig_mfrc522
start_kiosk_as_user "$spi_config"
report 'note no buses'
fails thermometer noBus 'switch I2C on'
fails readerOut lost 'switch SPI on'
enter notMeasurable

insmod /rig/rig_mlx90614.ko
insmod /rig/rig_mfrc522.ko
report 'note buses without rights'
fails readerOut denied 'in the group'
enter notMeasurable
fails thermometer denied 'in the group'

chmod 666 /dev/i2c-1 /dev/spidev0.0
person 0x3c2f 0x39d7
recovers readerOut
enter clear
recovers thermometer

# breaks PARAMETER VALUE WELL REASON ADVICE: the thermometer's bus, and back.
breaks() {
  report "note thermometer $1 $2"
  thermometer "$1" "$2"
  enter notMeasurable
  fails thermometer "$4" "$5"
  thermometer "$1" "$3"
  enter clear
  recovers thermometer
}
breaks error 110 0 busStuck 'check SDA and SCL for a short circuit'
breaks error 5 0 busStuck 'check its wires'
breaks error 16 0 busStuck 'no kernel driver holds the address'
breaks cut Y N badCheck 'check the length of the bus wires'
breaks absent Y N noAnswer 'supply, SDA and SCL'

for fault in 'error 5 0' 'error 16 0' 'absent Y N'; do
  report "note reader $fault"
  # shellcheck disable=SC2086 # three words
  set -- $fault
  reader "$1" "$2"
  fails readerOut lost check
  reader "$1" "$3"
  recovers readerOut
done

report 'note a bus that is taken away and comes back'
rmmod rig_mfrc522
fails readerOut lost check
insmod /rig/rig_mfrc522.ko
chmod 666 /dev/spidev0.0
recovers readerOut
