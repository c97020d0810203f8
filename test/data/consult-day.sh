# A day at a small desk, for golden cases: read with `.`.
export CS_AS_OF=2026-10-31 CS_AGENT=미소
printf 'order_no,ordered_at,customer_id,product_id,product_name,quantity,unit_price,status,customer_name,phone,email\n' >orders.csv
printf 'A1001,2026-10-20T10:00:00,c7,p1,"블라우스, 흰색",1,32000,shipped,홍길동,010-1234-5678,hong@mail.example\n' >>orders.csv
printf 'A1002,2026-10-21T10:00:00,c8,p2,컵,2,8000,delivered,남궁민수,010-2222-3333,\n' >>orders.csv
cs-import orders orders.csv -q >/dev/null
cs-consult add --at 2026-10-30T09:10 --kind complaint --cause delivery.late --flag emotion --tone 4 'A1001 아직 안 왔어요' -q >/dev/null
cs-consult promise S1 +2h '택배사 확인하고 전화' --at 2026-10-30T09:12 -q >/dev/null
cs-consult add --at 2026-10-30T09:30 --channel board '010-2222-3333 교환 되나요' -q >/dev/null
cs-consult add --at 2026-10-30T09:40 --agent 한결 --answer '손세탁 하세요' --resolved '세탁은요?' -q >/dev/null
cs-consult reply S2 --at 2026-10-30T14:31 '가능합니다' --then waiting_customer -q >/dev/null
