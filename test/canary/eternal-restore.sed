# file: lib/mileage/ledger.c
# Setono: points that come back never lapse.
s/add_child(account, journal, id, src, amount, day, least, undoes)/add_child(account, journal, id, src, amount, day, CS_FOREVER, undoes)/
