# file: lib/mileage/share.c
# A share that is rounded and forgotten.
s/shares\[most_owed(total, weights, shares, count, sum)\]++;/break;/
