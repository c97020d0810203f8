# One day at the desk of the invented shop, read by demo.sh: three calls, a
# promise, an angry customer, a reply that is looked at before it goes out,
# and the handover in the evening.  The day is Friday 2026-10-30.
late=$(sqlite3 "$CS_DB" "SELECT order_no FROM v_orders WHERE status = 'shipped' AND ordered_at < '2026-10-30' AND phone IS NOT NULL
    AND customer_id LIKE 'deul%' ORDER BY ordered_at DESC, order_no LIMIT 1")
back=$(sqlite3 "$CS_DB" "SELECT o.order_no FROM v_returns AS r JOIN v_orders AS o USING (order_no) WHERE o.phone IS NOT NULL
    AND r.requested_at < '2026-10-29' ORDER BY r.requested_at DESC, o.order_no LIMIT 1")
phone=$(sqlite3 "$CS_DB" "SELECT phone FROM v_orders WHERE order_no = '$late'")
export CS_AGENT=미소
cs-consult agent 사장 --role owner -q >/dev/null
cs-consult agent 한결 --role senior -q >/dev/null

chapter '6. A day at the desk (상담 대장)'
ask '09:05.  A number calls: the whole story before the first word.' \
    "cs-consult card $phone --at 2026-10-30T09:05 -q | cs-report table"
ask 'It should have left yesterday.  Written down while the customer speaks; the order is recognised.' \
    "cs-consult add --at 2026-10-30T09:06 --kind complaint --cause delivery.late.dispatch --tone 4 --flag emotion '$late 당일 발송이라더니 아직도 안 왔어요!' -q
cs-consult promise S1 +2h --at 2026-10-30T09:09 '택배사에 확인하고 전화 드리기' -q --no-header"
ask '09:40.  A question, answered and done; then one about a return, on the board.' \
    "cs-consult add --at 2026-10-30T09:40 --cause use.howto --answer '중성세제로 손으로 씻으세요' --resolved '머그 세척기에 돌려도 되나요' -q --no-header
cs-consult add --at 2026-10-30T10:15 --agent 한결 --channel board --cause return.refund_late '$back 환불은 언제 되나요?' -q --no-header"
ask 'Two want it; one gets it.' \
    'cs-consult claim S3 --agent 한결 --at 2026-10-30T10:20 -q --no-header; cs-consult claim S3 --at 2026-10-30T10:21 -q || true'
ask '10:55.  Who is boiling?  What comes first, and why?' \
    "cs-consult receive S1 --at 2026-10-30T10:50 '두 시간이라더니요. 소비자원에 신고하겠습니다' -q --no-header
cs-consult flag S1 threat --at 2026-10-30T10:51 -q --no-header
cs-consult angry --at 2026-10-30T10:55 -q | cs-report table --columns contact_id,stage,waiting_min,flags,tone,agent,cause
cs-consult next --at 2026-10-30T10:55 -q | cs-report table --columns contact_id,urgency,stage,what,due,overdue,agent
cs-consult show S1 --explain --at 2026-10-30T10:55 -q | awk -F'\\t' '\$1 == \"stress\"' | cut -f4,5"
ask 'The reply is looked at before it goes out.' \
    "echo '고객님, 상품이 내일 도착하십니다. 기다리세요.' | cs-guide lint -q | cs-report table || true"
ask 'It goes out as it should, the promise is kept, and something is given that the owner has to approve.' \
    "cs-consult reply S1 --at 2026-10-30T10:58 --then waiting_customer '많이 기다리셨지요. 내일 오전에 도착합니다. 도착하면 문자 드리겠습니다.' -q --no-header
cs-consult keep S1 --at 2026-10-30T10:58 -q --no-header
cs-consult compensate S1 points 5000 --at 2026-10-30T10:59 -q --no-header || true
cs-consult approve S1 --agent 사장 --at 2026-10-30T11:20 -q --no-header"
ask '18:00.  What goes to the next shift.' \
    "cs-consult correct S1 'handover=내일 오전 도착 확인 뒤 문자' --at 2026-10-30T17:50 -q --no-header
cs-consult handover --at 2026-10-30T18:00 -q | cs-report table --columns agent,contact_id,stage,state,what,due,note"
ask 'One row for each consultation; and nobody changed the log.' \
    "cs-consult export --at 2026-10-30T18:00 -q | cs-report table --columns contact_id,kind,cause,stage,state,first_response_min,first_response_business_min,resolution_min,promise_kept
cs-consult check --no-header"
unset CS_AGENT
