# The page in a browser: at three widths, light and dark, against the rules
# for accessible pages (axe) and those of HTML (html-validate).
. "$ROOT/test/cli/lib.sh"
export CS_AS_OF=2026-11-01
cp "$DATA"/demo/* .
cs-import orders -q cafe24.csv smartstore.csv coupang.csv shopify.csv >import.tsv
cs-import returns -q returns.tsv >>import.tsv 2>&1
cs-report monthly --range 2026-10 --detail high -f html >page.html
awk 'BEGIN { print "month\tgap"; for (i = 0; i < 24; i++) printf "%d-%02d\t%d\n", 2024 + int(i / 12), i % 12 + 1, 10 + i * 7 % 5 + (i == 20) * 200 }' >gaps.tsv
cs-report chart g -f html gaps.tsv >chart.html
NODE=${CS_NODE:-$ROOT/build/node/node_modules}
if ! command -v chromium >/dev/null || [ ! -r "$NODE/axe-core/axe.min.js" ]; then
	t_skip 'the page in a browser' 'no chromium or no axe-core; make pages installs them'
	t_done
fi

browse() { chromium --headless --no-sandbox --disable-gpu --virtual-time-budget=20000 --user-data-dir="$T_DIR/profile" "$@" 2>/dev/null; }

# A copy of the page that judges itself; the page has no script of its own.
judge() { # PAGE BROWSER-OPTION...
	page=$1
	shift
	{
		sed 's,</body>.*,,; /<\/html>/d' "$page"
		echo '<script>'
		cat "$NODE/axe-core/axe.min.js"
		echo '</script><script>let seen = [...document.querySelectorAll(".figures td.num")].every(
		    cell => cell.getBoundingClientRect().right <= innerWidth);
		    axe.run().then(r => { document.body.textContent = "AXE " + r.passes.length + " " +
		    JSON.stringify(r.violations.map(v => [v.id, v.nodes.length])) + " WIDE " +
		    (document.documentElement.scrollWidth > innerWidth) + " SEEN " + seen })</script></body></html>'
	} >judged.html
	verdict=$(browse "$@" --dump-dom judged.html | grep -o 'AXE [1-9][0-9]* .* WIDE [a-z]* SEEN [a-z]*')
	t_is "$page, $*: accessible, nothing runs over the edge, every figure is seen" "${verdict#AXE * }" '[] WIDE false SEEN true'
}
for width in 360 768 1280; do
	judge page.html --window-size=$width,900
done
judge page.html --window-size=768,900 --force-dark-mode
judge chart.html --window-size=768,900
judge chart.html --window-size=768,900 --force-dark-mode

if [ -x "$NODE/.bin/html-validate" ]; then
	echo '{"extends":["html-validate:standard","html-validate:a11y"],"root":true}' >.htmlvalidate.json
	t_run "$NODE/.bin/html-validate" page.html chart.html
	t_code 0 'the pages are valid HTML (html-validate)'
else
	t_skip 'the page is valid HTML (html-validate)' 'not there; make pages installs it'
fi
t_done
