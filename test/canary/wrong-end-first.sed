# file: lib/mileage/ledger.c
# Pointz: gives back the part that was used first.
s/for (size_t i = account->trace_count; i-- > 0 \&\& left > 0;)/for (size_t i = 0; i < account->trace_count \&\& left > 0; i++)/
