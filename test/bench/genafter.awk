# What comes after the orders of gen.c: returns and consultations.
#
#	awk -f genafter.awk -v every=10 orders.csv
#
# Reads gen's lines and writes returns.tsv and contacts.tsv: a return for each
# line that came back, a consultation on every tenth order.  Only the columns
# before the first one with commas inside are looked at, and those behind it
# from the right.
function draw(below) { return int(rand() * below) }
function minutes_later(at, n) { return strftime("%Y-%m-%dT%H:%M:%S", mktime(at) + n * 60) }
BEGIN {
	FS = ","
	OFS = "\t"
	srand(20260)
	split("delivery.late.courier delivery.where goods.damaged goods.wrong.option goods.defect info.missing " \
	    "return.mind return.refund_late member.points other.praise", cause, " ")
	split("complaint question complaint complaint complaint question request complaint question praise", kind, " ")
	split("courier courier courier shop supplier shop customer shop shop shop", origin, " ")
	split("phone chat board email market messenger", channel, " ")
	split("customer shop courier", fault, " ")
	split("단순변심 상품불량 파손", reason, " ")
	print "return_id", "order_no", "line_no", "kind", "reason_code", "fault", "requested_at", "received_at",
	    "refunded_at", "quantity", "refund_amount", "return_fee", "severity" >"returns.tsv"
	print "contact_id", "opened_at", "channel", "customer_id", "order_no", "product_id", "kind", "cause", "origin",
	    "severity", "emotion", "agent", "state", "first_response_min", "resolution_min", "promised_at", "promise_kept",
	    "csat", "closed_at", "body" >"contacts.tsv"
}
NR == 1 { next }
{
	sub(/\r$/, "")
	at = $(NF - 3)
	gsub(/[-T:]/, " ", at)
}
$(NF - 6) == "returned" {
	n = 1 + draw(3)
	print "R" ++returns, $1, $2, "return", reason[n], fault[n], minutes_later(at, 2000), minutes_later(at, 5000),
	    minutes_later(at, 7000), "", "", 3000, 1 + draw(5) >"returns.tsv"
}
$1 != last && ++orders % every == 0 {
	n = 1 + draw(10)
	answer = draw(600)
	solved = answer + draw(4000)
	open = NR % 5000 < 3
	after = draw(3000)
	print "H" ++contacts, minutes_later(at, after), channel[1 + draw(6)], $5, $1, $6, kind[n], cause[n], origin[n], 1 + draw(4),
	    draw(10) ? "no" : "yes", "agent" draw(8), open ? "open" : "closed", open ? "" : answer, open ? "" : solved,
	    draw(5) ? "" : minutes_later(at, after + 1440), "", draw(3) ? "" : 1 + draw(5), open ? "" : minutes_later(at, after + solved),
	    "상자를 열어 보니 " n "번째로 깨져 있어요. 언제 처리되나요?" >"contacts.tsv"
}
{ last = $1 }
