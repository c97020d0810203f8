# The story of story.pl in the forms in which a shop gets it: header rows as
# cs-data(5) quotes them, encodings and quirks as they come.
use strict;
use warnings;
use utf8;
use Encode qw(encode);

our (%story, $days);
my $folder;

sub cell { my $t = shift // ''; return $t =~ /[",\r\n]/ ? '"' . ($t =~ s/"/""/gr) . '"' : $t }

sub won { my $n = reverse shift; $n =~ s/(\d{3})(?=\d)/$1,/g; return scalar reverse $n }

sub sign { return '₩' . won(shift) }

sub known { my ($day, $as) = @_; return $day < $days ? $as // date($day) : '' } # the future is not in a file

# "utf-8-bom" begins with a byte order mark; the names of HEADER are parted by " | ".
sub table {
    my ($file, $encoding, $above, $header, @rows) = @_;
    my $bom = $encoding eq 'utf-8-bom' ? "\x{FEFF}" : '';
    my @names = split /\s+\|\s+/, $header =~ s/^\s+|\s+$//gr;
    my $text = join '', $bom, $above,
        map { join(',', map { cell($_) } @$_) . "\r\n" } \@names, map { [ @$_{@names} ] } @rows;

    open my $out, '>:raw', "$folder/$file" or die "$folder/$file: $!\n";
    print $out encode($bom ? 'utf-8' : $encoding, $text);
    close $out or die "$folder/$file: $!\n";
}

# Every line of an order on one platform, with what the forms say about both.
sub lines_on {
    my $where = shift;
    return map {
        my $o = $_;
        my ($out, $in) = ($o->{state} =~ /shipped|delivered|confirmed/, $o->{state} =~ /delivered|confirmed/);
        map { +{ o => $o, l => $_, good => $_->{good}, who => $o->{who}, out => $out, in => $in,
            back => $_->{back} && $_->{back}{refunded} < $days } } @{ $o->{lines} }
    } grep { $_->{who}{where} eq $where } @{ $story{orders} };
}

sub cafe24 {
    my %word = (paid => '배송 준비중', shipped => '배송중', delivered => '배송 완료', confirmed => '구매 확정', cancelled => '취소 완료');
    my @rows = map {
        my ($o, $l, $good, $who) = @$_{qw(o l good who)};
        +{ '주문번호' => $o->{no}, '품목별 주문번호' => $l->{no}, '주문일시' => at($o->{time}),
            '결제일시(입금확인일)' => $o->{cancelled} ? '' : at($o->{time} + 1), '주문자ID' => $who->{id}, '주문자명' => $who->{name},
            '주문자 휴대전화' => $who->{phone}, '상품코드' => $good->{code}, '상품명(들꽃상회)' => $good->{name},
            '수량' => $l->{count}, '옵션+판매가' => won($good->{price}), '상품구매금액(KRW)' => won($l->{amount}),
            '상품별 추가할인금액' => 0, '총 배송비(KRW)' => won($o->{fee}), '사용한 적립금액(최종)' => won($o->{used}),
            '총 결제금액(KRW)' => won($o->{total} + $o->{fee} - $o->{used}),
            '주문 상태' => $_->{back} ? '반품 완료 - 환불완료' : $word{ $o->{state} },
            '취소구분' => $o->{cancelled} ? '취소' : '취소안함', '메인카테고리 이름' => $good->{category},
            '배송시작일' => $_->{out} ? at($o->{shipped} * 1440 + 900) : '',
            '배송완료일' => $_->{in} ? at($o->{delivered} * 1440 + 720 + $o->{time} % 400) : '' }
    } lines_on('cafe24');
    table('cafe24.csv', 'utf-8', '', <<'', @rows, { '주문번호' => '합계', '수량' => scalar @rows });
주문번호 | 품목별 주문번호 | 주문일시 | 결제일시(입금확인일) | 주문자ID | 주문자명 | 주문자 휴대전화 | 상품코드 |
상품명(들꽃상회) | 상품옵션 | 수량 | 옵션+판매가 | 상품구매금액(KRW) | 상품별 추가할인금액 | 총 배송비(KRW) |
사용한 적립금액(최종) | 총 결제금액(KRW) | 주문 상태 | 취소구분 | 메인카테고리 이름 | 배송시작일 | 배송완료일

}

sub members {
    table('cafe24-members.csv', 'cp949', '', <<'', map { +{
아이디 | 이름 | 회원등급 | 이메일 | 휴대폰번호 | 총 사용 적립금 | 사용가능 적립금 | 회원 가입일 |
마케팅 목적의 개인정보 수집 및 이용 동의 여부

        '아이디' => $_->{id}, '이름' => $_->{name}, '이메일' => $_->{mail}, '휴대폰번호' => $_->{phone},
        '회원등급' => $_->{rank} >= 8 ? '골드' : $_->{rank} >= 4 ? '실버' : '일반', '총 사용 적립금' => $_->{spent},
        '회원 가입일' => date($_->{joined}), '마케팅 목적의 개인정보 수집 및 이용 동의 여부' => $_->{n} % 3 ? 'T' : 'F'
    } } grep { $_->{where} eq 'cafe24' } @{ $story{people} });
}

# What both files of SmartStore say of a line.
sub smartstore_line {
    my ($o, $l, $good, $who) = @{ $_[0] }{qw(o l good who)};
    return ('상품주문번호' => $l->{no}, '주문번호' => $o->{no}, '판매채널' => '스마트스토어', '구매자명' => $who->{name},
        '구매자ID' => substr($who->{id}, 0, 4) . '****', '수취인명' => $who->{name}, '상품번호' => $good->{code},
        '상품명' => $good->{name}, '수량' => $l->{count}, '배송비 묶음번호' => $o->{no},
        '결제일' => at($o->{time}, '%Y-%m-%d %H:%M'));
}

# The password-protected workbook, saved as CSV by a Korean Excel: CP949, its notice above.
sub smartstore {
    my %word = (paid => '발송대기', shipped => '배송중', delivered => '배송완료', confirmed => '배송완료', cancelled => '취소');
    table('smartstore.csv', 'cp949', "다운로드 받은 파일에는 개인정보가 있습니다. 취급에 주의하세요.\r\n", <<'', map {
상품주문번호 | 주문번호 | 배송속성 | 풀필먼트사(주문 기준) | 택배사(주문 기준) | 배송방법(구매자 요청) | 배송방법 | 택배사 |
송장번호 | 발송일 | 판매채널 | 구매자명 | 구매자ID | 수취인명 | 주문상태 | 주문세부상태 | 수량클레임 여부 | 결제위치 | 결제일 |
상품번호 | 상품명 | 상품종류 | 반품안심케어 | 멤버십N배송 | 옵션정보 | 옵션관리코드 | 수량 | 옵션가격 | 상품가격 |
최종 상품별 할인액 | 최초 상품별 할인액 | 판매자 부담 할인액 | 최종 상품별 총 주문금액 | 최초 상품별 총 주문금액 | 사은품 |
발주확인일 | 발송기한 | 발송처리일 | 송장출력일 | 배송비 형태 | 배송비 묶음번호 | 배송비 유형 | 배송비 합계 |
제주/도서 추가배송비 | 배송비 할인액 | 판매자 상품코드 | 판매자 내부코드1 | 판매자 내부코드2 | 수취인연락처1 | 수취인연락처2 |
통합배송지 | 기본배송지 | 상세배송지 | 구매자연락처 | 우편번호 | 배송메세지 | 출고지 | 결제수단 | 네이버페이 주문관리 수수료 |
매출연동 수수료 | 정산예정금액 | 개인통관고유부호 | 주문일시 | 배송희망일 | 구독신청회차 | 구독진행회차 | 구독배송희망일 |
배송태그 유형 | 출입방법 유형 | 출입방법 내용 | 수령위치 유형 | 수령위치 내용

        my ($o, $l) = @$_{qw(o l)};
        +{ smartstore_line($_), '주문상태' => $word{ $o->{state} }, '주문세부상태' => $_->{back} ? '반품완료' : '',
            '옵션가격' => 0, '상품가격' => $_->{good}{price}, '최종 상품별 할인액' => 0, '최종 상품별 총 주문금액' => $l->{amount},
            '최초 상품별 총 주문금액' => $l->{amount}, '배송비 합계' => $o->{fee}, '구매자연락처' => $_->{who}{phone},
            '발송처리일' => $_->{out} ? at($o->{shipped} * 1440 + 900, '%Y-%m-%d %H:%M') : '',
            '주문일시' => at($o->{time}, '%Y-%m-%d %H:%M') }
    } lines_on('smartstore'));
}

sub smartstore_confirmed {
    table('smartstore-confirmed.csv', 'utf-8-bom', '', <<'', map {
상품주문번호 | 주문번호 | 구매확정일 | 판매채널 | 주문상태 | 배송속성 | 풀필먼트사(주문 기준) | 구매자명 | 구매자ID | 수취인명 |
발송처리일 | 배송방법 | 택배사 | 송장번호 | 배송완료일 | 상품번호 | 상품명 | 상품종류 | 반품안심케어 | 멤버십N배송 | 옵션정보 |
옵션관리코드 | 수량 | 상품가격 | 옵션가격 | 최종 상품별 할인액 | 최초 상품별 할인액 | 판매자 부담 할인액 |
최초 상품별 총 주문금액 | 최종 상품별 총 주문금액 | 판매자 상품코드 | 판매자 내부코드1 | 판매자 내부코드2 | 배송비 묶음번호 |
배송비 형태 | 배송비 유형 | 배송비 합계 | 제주/도서 추가배송비 | 배송비 할인액 | 결제일 | 결제수단 | 결제위치 |
네이버페이 주문관리 수수료 | 매출연동 수수료 | 정산예정금액 | 판매옵션정보

        my ($o, $l) = @$_{qw(o l)};
        +{ smartstore_line($_), '구매확정일' => date($o->{delivered} + 8), '주문상태' => '구매확정',
            '상품가격' => sign($_->{good}{price}), '옵션가격' => sign(0), '최종 상품별 할인액' => sign(0),
            '최초 상품별 총 주문금액' => sign($l->{amount}),
            '최종 상품별 총 주문금액' => sign($l->{amount}), '배송비 합계' => sign($o->{fee}),
            '발송처리일' => date($o->{shipped}), '배송완료일' => date($o->{delivered}) }
    } grep { $_->{o}{state} eq 'confirmed' && !$_->{back} } lines_on('smartstore'));
}

sub coupang {
    my $n = 0;
    table('coupang.csv', 'utf-8', '', <<'', map {
번호 | 묶음배송번호 | 주문번호 | 택배사 | 운송장번호 | 분리배송 Y/N | 분리배송 출고예정일 | 주문시 출고예정일 | 출고일(발송일) | 주문일 |
등록상품명 | 등록옵션명 | 노출상품명(옵션명) | 노출상품ID | 옵션ID | 최초등록옵션명 | 업체상품코드 | 바코드 | 결제액 | 배송비구분 |
배송비 | 도서산간 추가배송비 | 구매수(수량) | 옵션판매가(판매단가) | 구매자 | 구매자전화번호 | 수취인이름 | 수취인전화번호 | 우편번호 |
수취인 주소 | 배송메세지 | 상품별 추가메시지 | 주문자 추가메시지 | 배송완료일 | 구매확정일자 | 개인통관번호(PCCC) |
통관용구매자전화번호 | 기타 | 결제위치

        my ($o, $l, $good) = @$_{qw(o l good)};
        +{ '번호' => ++$n, '묶음배송번호' => $l->{no}, '주문번호' => $o->{no}, '주문일' => at($o->{time}),
            '등록상품명' => $good->{name}, '노출상품ID' => $good->{code}, '옵션ID' => "9$good->{code}",
            '결제액' => $o->{cancelled} ? 0 : $l->{amount},
            '배송비' => $o->{fee}, '구매수(수량)' => $o->{cancelled} ? 0 : $l->{count}, '옵션판매가(판매단가)' => $good->{price},
            '구매자' => $_->{who}{name},
            '구매자전화번호' => sprintf('0504-%04d-%04d', $l->{no} * 7 % 10000, $l->{no} * 611 % 10000),
            '출고일(발송일)' => $_->{out} ? date($o->{shipped}) : '',
            '배송완료일' => $_->{in} ? date($o->{delivered}) : '',
            '구매확정일자' => $o->{state} eq 'confirmed' ? date($o->{delivered} + 8) : '' }
    } lines_on('coupang'));
}

sub returns_on { my $where = shift; return grep { $_->{order}{who}{where} eq $where } @{ $story{returns} } }

sub returns {
    table('cafe24-returns.csv', 'utf-8-bom', '', <<'', map { +{
반품신청 구분 | 반품신청 사유 | 반품신청일 | 반품접수일 | 반품접수거부 구분 | 반품접수거부 사유 | 반품접수거부 처리일 |
반품처리중[수거완료] 처리일 | 반품처리중[환불보류] 처리일 | 반품처리중[환불완료] 처리일 | 반품처리중[환불전] 처리일 | 반품철회 구분 |
반품철회 사유 | 반품철회일 | 상품명(관리용) | 주문상품명(옵션포함) | 상품번호 | 상품코드 | 상품품목코드 | 품목번호 |
품목별 주문번호 | 수량 | 실제 환불금액

        '반품신청 구분' => '고객', '반품신청 사유' => "[$_->{code}] $_->{words}", '반품접수일' => date($_->{asked}),
        '반품신청일' => at($_->{asked} * 1440 + 600 + $_->{order}{time} % 400), '반품처리중[수거완료] 처리일' => known($_->{received}),
        '반품처리중[환불완료] 처리일' => known($_->{refunded}), '상품명(관리용)' => $_->{line}{good}{name},
        '상품코드' => $_->{line}{good}{code}, '품목별 주문번호' => $_->{line}{no}, '수량' => $_->{line}{count},
        '실제 환불금액' => known($_->{refunded}, won($_->{line}{amount}))
    } } returns_on('cafe24'));
    table('smartstore-returns.csv', 'cp949', '', <<'', map { +{
상품주문번호 | 주문번호 | 주문상태 | 반품처리상태 | 결제일 | 반품요청일 | 반품사유 | 반품승인일 | 반품완료일 | 상품번호 |
판매자 상품코드 | 상품명 | 상품종류 | 옵션정보 | 구매수량 | 옵션가격 | 상품별 총 주문금액 | 상품가격 | 구매자명 | 구매자ID |
수취인명 | 배송비 유형 | 배송비 합계 | 구매자 연락처 | 배송지 | 우편번호

        '상품주문번호' => $_->{line}{no}, '주문번호' => $_->{order}{no}, '주문상태' => '배송완료',
        '결제일' => date($_->{order}{day}), '반품처리상태' => known($_->{refunded}, '반품완료') || '반품요청',
        '반품요청일' => date($_->{asked}),
        '반품사유' => "[$_->{code}] $_->{words}", '반품승인일' => known($_->{received}), '반품완료일' => known($_->{refunded}),
        '상품번호' => $_->{line}{good}{code}, '상품명' => $_->{line}{good}{name}, '구매수량' => $_->{line}{count},
        '상품별 총 주문금액' => $_->{line}{amount}, '구매자명' => $_->{order}{who}{name},
        '구매자 연락처' => $_->{order}{who}{phone}
    } } returns_on('smartstore'));
}

# Wing's return sheet is not known: the list that the shop keeps itself.
sub coupang_returns {
    my $n = 0;
    table('coupang-returns.csv', 'utf-8', '', <<'', map { +{
return_id | order_no | line_no | kind | reason_code | reason | fault | requested_at | received_at | refunded_at |
quantity | refund_amount | return_fee | fee_payer | severity

        return_id => sprintf('CP%05d', ++$n), order_no => $_->{order}{no}, kind => 'return',
        line_no => "$_->{line}{no}:9$_->{line}{good}{code}", reason_code => $_->{code}, reason => $_->{words},
        fault => $_->{fault}, requested_at => date($_->{asked}), received_at => known($_->{received}),
        refunded_at => known($_->{refunded}), quantity => $_->{line}{count},
        refund_amount => $_->{line}{amount}, return_fee => 3000, severity => $_->{severity},
        fee_payer => $_->{fault} eq 'customer' ? 'customer' : 'shop'
    } } returns_on('coupang'));
}

sub state_of {
    my $c = shift;
    return $c->{state} if $c->{state};
    return 'new' if $c->{answered} >= $days * 1440;
    return 'open' if $c->{solved} >= $days * 1440;
    return $c->{solved} >= ($days - 2) * 1440 ? 'resolved' : 'closed';
}

sub consultation {
    my ($n, $c) = @_;
    my ($o, $end) = ($c->{order}, $days * 1440);
    my $solved = defined $c->{solved} && $c->{solved} < $end;
    my $kept = !$c->{promised} ? '' : $c->{broken} ? 'no' : $solved ? $c->{solved} <= $c->{promised} ? 'yes' : 'no' :
        $c->{promised} < $end ? 'no' : '';
    return { contact_id => sprintf('H%05d', $n), opened_at => at($c->{opened}), channel => $c->{channel},
        kind => $c->{kind}, customer_id => $o && $o->{who}{where} eq 'cafe24' ? $o->{who}{id} : '',
        order_no => $o ? $o->{no} : '',
        product_id => $c->{line} ? $c->{line}{good}{code} : '', cause => $c->{cause}, origin => $c->{origin},
        severity => $c->{severity}, emotion => $c->{emotion} ? 'yes' : 'no', agent => $c->{agent},
        state => state_of($c),
        first_response_min => defined $c->{answered} && $c->{answered} < $end ? $c->{answered} - $c->{opened} : '',
        resolution_min => $solved ? $c->{solved} - $c->{opened} : '', closed_at => $solved ? at($c->{solved}) : '',
        promised_at => $c->{promised} ? at($c->{promised}) : '', promise_kept => $kept,
        csat => $solved ? $c->{csat} : '',
        read_back => $c->{channel} eq 'phone' && $n % 3 ? 'yes' : 'no', body => $c->{words} };
}

sub helpdesk {
    my $n = 0;
    table('contacts.csv', 'utf-8-bom', '', <<'', map { consultation(++$n, $_) } @{ $story{contacts} });
contact_id | opened_at | channel | customer_id | order_no | product_id | kind | cause | origin | severity | emotion |
agent | state | first_response_min | resolution_min | promised_at | promise_kept | csat | closed_at | read_back | body

}

sub goods {
    my $header = 'product_id | product_name | category | supplier | goods_kind | margin_rate';
    table('products.csv', 'utf-8', '', $header, map { +{
        product_id => $_->{code}, product_name => $_->{name}, category => $_->{category}, supplier => $_->{supplier},
        goods_kind => 'general', margin_rate => $_->{margin} } } @{ $story{goods} });
}

sub inserts {
    my $plot = $story{plot}{inserts};
    my @rows;
    my @sent = grep { !$_->{cancelled} && $_->{shipped} >= $plot->{from} && $_->{shipped} < $days } @{ $story{orders} };
    for my $o (@sent) {
        push @rows, { order_no => $o->{no}, insert_code => 'candy', cost => 180 } if $o->{total} >= $plot->{candy_from};
        push @rows, { order_no => $o->{no}, insert_code => 'card', cost => 350 }
            if $o->{rank} > 1 && chance($plot->{card});
    }
    table('inserts.csv', 'utf-8', '', 'order_no | insert_code | cost', @rows);
}

sub advertising {
    my (@spend, @visits, %ordered);
    $ordered{ $_->{day} }++ for @{ $story{orders} };
    for my $day (0 .. $days - 1) {
        my $visits = ($ordered{$day} // 0) * between(22, 30) + between(20, 60);
        my @ads = ([ 'ad', '검색광고', between(90, 160) * 100 ]);
        push @ads, [ 'ad', '캠핑 소식지', 60000 ] if weekday($day) == 4 && month($day) =~ /^[5678]$/;
        push @ads, [ 'event', '한 돌 잔치', 250000 ] if $day == $story{plot}{gift}{on};
        push @spend, { date => date($day), kind => $_->[0], campaign => $_->[1], amount => $_->[2] } for @ads;
        push @visits, { date => date($day), source => 'search', visits => int($visits * 0.6) },
            { date => date($day), source => 'direct', visits => $visits - int($visits * 0.6) };
    }
    table('spend.csv', 'utf-8', '', 'date | kind | campaign | amount', @spend);
    table('visits.csv', 'utf-8', '', 'date | source | visits', @visits);
}

sub stream { # FILE NAMES ROWS: tab-separated, as our own programs write it
    my ($file, $names, @rows) = @_;
    open my $out, '>:utf8', "$folder/$file" or die "$folder/$file: $!\n";
    print $out join("\t", @$_), "\n" for $names, @rows;
    close $out or die "$folder/$file: $!\n";
}

# The points of the mall's members, month by month as the mall wrote them.
sub points {
    mkdir "$folder/points" or $!{EEXIST} or die "$folder/points: $!\n";
    for my $month (sort keys %{ $story{points} }) {
        my @ops = sort { $a->[0] <=> $b->[0] || $a->[1] cmp $b->[1] } @{ $story{points}{$month} };
        stream("points/$month.tsv", [qw(key kind customer_id points eff order_no reason active_on expires_on)],
            map { [ @$_[ 1 .. 4 ], date($_->[0]), @$_[ 5 .. 8 ] ] } @ops);
    }
}

sub write_forms {
    $folder = shift;
    cafe24();
    members();
    smartstore();
    smartstore_confirmed();
    coupang();
    returns();
    coupang_returns();
    helpdesk();
    goods();
    inserts();
    advertising();
    points();
    my $n = 0;
    stream('docket.tsv', [qw(case order_no line_no kind opened_on facts)],
        map { [ 'D' . ++$n, $_->{order}{no}, $_->{line}{no}, $_->{kind}, date($_->{on}), $_->{facts} ] }
        @{ $story{disputes} });
}

1;
