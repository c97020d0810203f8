# file: lib/mileage/ledger.c
# WooCommerce: a debt that is forgotten.
s/if (out.debt > 0)$/if (out.debt > 1000000)/
