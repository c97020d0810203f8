# file: lib/mileage/share.c
# Smile.io: what is taken back follows today's rate, not the one it was earned by.
s/lines\[i\].rate_ppm, CS_PPM), policy->earn_unit/policy->earn_rate, CS_PPM), policy->earn_unit/
