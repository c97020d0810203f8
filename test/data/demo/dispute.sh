# A dispute day: five cases decided, one explained, one letter printed.
# shellcheck shell=sh
echo "== five disputes, decided"
cs-dispute decide "$DATA/demo/disputes.tsv" --format table | cut -c 1-150
echo "== why the knee brace is refused"
cs-dispute decide "$DATA/demo/disputes.tsv" --explain | awk -F '\t' 'NR == 1 || ($1 == "knee-brace" && $5 != "no")' |
    cs-dispute_table
echo "== the letter"
