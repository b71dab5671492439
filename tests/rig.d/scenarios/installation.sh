# What an installer does before the first start. The thermometer is read by the kiosk's own driver, on the kernel's bus.
# shellcheck shell=dash disable=SC2154 # rig.sh

commission() { gatehouse-kiosk commission --config "$config" | sed 's/ as .*//'; }

check 'the kiosk says its version' gatehouse-kiosk --version
check 'the kiosk says its commands' gatehouse-kiosk --help
check 'roster, policy and thermometer are put in force' install_gate
expect 'the thermometer is known by its identity' 'Thermometer 4761746500010614 is commissioned' commission
thermometer absent Y
expect 'unplugged, the kiosk says what to check' \
  "Nothing answers at address 0x5A: check the thermometer's supply, SDA and SCL, and its address." commission
rmmod rig_mlx90614
expect 'without a bus, it says so' "The thermometer's bus /dev/i2c-1 does not exist: switch I2C on (raspi-config, Interface \
Options), or correct its number in the configuration." commission
