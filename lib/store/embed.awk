# Turns every "-- :name FOO [scan]" block into X(FOO, scan, "text").
function flush_block() { if (name) printf "X(%s, %d,\n%s)\n", name, scan, text }
/^-- :name / { flush_block(); name = $3; scan = $4 == "scan"; text = ""; next }
name         { gsub(/\\/, "\\\\"); gsub(/"/, "\\\""); text = text "\t\"" $0 "\\n\"\n" }
END          { flush_block() }
