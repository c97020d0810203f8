# Turns every file into DATA("folder/name.tsv", "line\n", "line\n", ...).
FNR == 1 { if (NR > 1) print ")"; name = FILENAME; sub(/^lib\//, "", name); printf "DATA(\"%s\"", name }
         { gsub(/\\/, "&&"); gsub(/"/, "\\\""); gsub(/\t/, "\\t"); printf ",\n\t\"%s\"", $0 }
END      { if (NR > 0) print ")" }
