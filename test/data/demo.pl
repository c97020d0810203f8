#!/usr/bin/perl
# Writes the small exports that the examples of the man pages and the README
# read: one invented shop, 들꽃상회, on four platforms over fourteen months.
# The same seed gives the same bytes; the files are committed.
#
#	perl test/data/demo.pl test/data/demo
use strict;
use warnings;
use utf8;
use Encode qw(encode);
use Time::Local qw(timegm);

my $folder = shift // 'test/data/demo';
my $state = 20260301;
my $from = timegm(0, 0, 0, 1, 8, 2025);      # 2025-09-01
my $days = 425;                              # up to 2026-10-30

# Numerical Recipes' generator, 32 bits: nothing of the machine in it.
sub draw { $state = ($state * 1664525 + 1013904223) % 4294967296; return int($state / 4294967296 * $_[0]); }
sub pick { return $_[draw(scalar @_)]; }

my @goods = (    # code, name, category, price, weight of choice, days it lasts (0: bought once)
    [ 'P01', '들꽃 원두 500g', '커피', 14000, 9, 28 ],
    [ 'P02', '드립백 20개', '커피', 18000, 5, 35 ],
    [ 'P03', '귀리 그래놀라', '식품', 11900, 7, 32 ],
    [ 'P04', '유자청 1kg', '식품', 16500, 4, 60 ],
    [ 'P05', '강아지 오리 간식', '반려동물', 8900, 7, 24 ],
    [ 'P06', '고양이 모래 6L', '반려동물', 12900, 5, 30 ],
    [ 'P07', '똠얌 소스, 350ml', '식품', 9500, 3, 75 ],
    [ 'P08', '핸드드립 주전자', '주방', 39000, 2, 0 ],
    [ 'P09', '캠핑 의자', '레저', 54000, 2, 0 ],
    [ 'P10', '면 앞치마 "들꽃"', '주방', 23000, 2, 0 ],
);
my @family = qw(가 나 다 라 마 바 사 아 자 차 카 타 파 하);
my @given = qw(들샘 온결 새길 한울 보미 이든 누리 하람 다솜 가온 라온 마루 도담 초롱);

sub stamp {
    my ($time, $form) = @_;
    my ($s, $i, $h, $d, $m, $y) = gmtime $time;
    return sprintf '%04d%02d%02d', $y + 1900, $m + 1, $d if $form eq 'day';
    return sprintf '%04d-%02d-%02d', $y + 1900, $m + 1, $d if $form eq 'date';
    return sprintf '%04d-%02d-%02d %02d:%02d:%02d', $y + 1900, $m + 1, $d, $h, $i, $s;
}

sub cell { my $t = shift // ''; return $t =~ /[",\r\n]/ ? '"' . ($t =~ s/"/""/gr) . '"' : $t; }

sub won { my $n = reverse shift; $n =~ s/(\d{3})(?=\d)/$1,/g; return scalar reverse $n; }

sub table {
    my ($file, $encoding, $bom, $above, $header, @rows) = @_;
    open my $out, '>:raw', "$folder/$file" or die "$folder/$file: $!\n";
    print $out "\xEF\xBB\xBF" if $bom;
    print $out encode($encoding, $above) if $above;
    for my $row ($header, map { my $r = $_; [ map { $r->{$_} } @$header ] } @rows) {
        print $out encode($encoding, join(',', map { cell($_) } @$row) . "\r\n");
    }
    close $out or die "$folder/$file: $!\n";
}

# Who buys where.  A third of the people is known on two platforms.
my @people;
for my $n (0 .. 139) {
    push @people, {
        name => $family[ $n % 14 ] . $given[ int($n / 10) % 14 ],
        id => sprintf('deul%03d', $n),
        phone => sprintf('010-%04d-%04d', 2000 + $n * 37 % 7000, 1000 + $n * 613 % 9000),
        mail => sprintf('deul%03d@mail.example', $n),
        home => (qw(cafe24 cafe24 smartstore coupang shopify))[ $n % 5 ],
        other => $n % 3 == 0 ? (qw(cafe24 smartstore shopify coupang))[ $n % 4 ] : undef,
        loyal => draw(100),
    };
}

# Purchases: the first one somewhere in the period, then by what was bought.
my @orders;
for my $who (@people) {
    my $day = draw($days - 20);
    my $stay = $who->{loyal} < 45 ? 0 : $who->{loyal} < 75 ? 45 : 85;
    while ($day < $days) {
        my @lines;
        for (0 .. (draw(10) < 6 ? 0 : draw(10) < 7 ? 1 : 2)) {
            my $sum = draw(46);
            my ($g) = grep { ($sum -= $_->[4]) < 0 } @goods;
            push @lines, { good => $g, count => 1 + (draw(5) == 0) } unless grep { $_->{good} == $g } @lines;
        }
        my $where = $who->{other} && draw(3) == 0 ? $who->{other} : $who->{home};
        my $time = $from + $day * 86400 + 8 * 3600 + draw(14 * 3600);
        push @orders, { who => $who, where => $where, time => $time, lines => \@lines, fate => draw(100) };
        my $last = $lines[0]{good}[5] || 70;
        last if draw(100) >= $stay;
        $day += int($last * (60 + draw(90)) / 100) + 1;
    }
}
@orders = sort { $a->{time} <=> $b->{time} } @orders;
my $end = $from + $days * 86400;

# cancelled, returned, on its way, delivered, confirmed
sub fate {
    my $o = shift;
    return 'cancelled' if $o->{fate} < 4;
    return 'returned' if $o->{fate} < 8;
    my $age = ($end - $o->{time}) / 86400;
    return $age < 2 ? 'paid' : $age < 4 ? 'shipped' : $age < 12 ? 'delivered' : 'confirmed';
}

my %serial;
my (@cafe24, @smartstore, @coupang, @shopify);
for my $o (@orders) {
    my ($who, $state) = ($o->{who}, fate($o));
    my $day = stamp($o->{time}, 'day');
    my $serial = ++$serial{ $o->{where} };
    my $total = 0;
    $total += $_->{good}[3] * $_->{count} for @{ $o->{lines} };
    my $fee = $total >= 30000 ? 0 : 3000;
    my $line = 0;
    for my $l (@{ $o->{lines} }) {
        my ($code, $name, $category, $price) = @{ $l->{good} };
        my $amount = $price * $l->{count};
        my $gone = $state eq 'cancelled' || ($state eq 'returned' && $line == 0);
        $line++;
        if ($o->{where} eq 'cafe24') {
            my $no = sprintf '%s-%07d', $day, $serial;
            my $guest = $who->{loyal} < 6;
            my %word = (paid => '배송 준비중', shipped => '배송중', delivered => '배송 완료', confirmed => '구매 확정',
                cancelled => '취소 완료', returned => '반품 완료 - 환불완료');
            my $word = $word{ $state eq 'returned' && !$gone ? 'delivered' : $state };
            push @cafe24, { '주문번호' => $no, '품목별 주문번호' => sprintf('%s-%02d', $no, $line),
                '주문일시' => stamp($o->{time}, ''),
                '결제일시(입금확인일)' => $state eq 'cancelled' ? '' : stamp($o->{time} + 60, ''),
                '주문자ID' => $guest ? '' : $who->{id}, '주문자명' => $who->{name},
                '주문자 휴대전화' => $who->{loyal} == 7 ? '--' : $who->{phone}, '상품코드' => $code,
                '상품명(들꽃상회)' => $name, '상품옵션' => '', '수량' => $l->{count}, '옵션+판매가' => won($price),
                '상품구매금액(KRW)' => won($amount), '상품별 추가할인금액' => '0', '총 배송비(KRW)' => won($fee),
                '사용한 적립금액(최종)' => '0', '총 결제금액(KRW)' => won($total + $fee), '주문 상태' => $word,
                '취소구분' => $gone ? '취소' : '취소안함', '메인카테고리 이름' => $category };
        } elsif ($o->{where} eq 'smartstore') {
            next if $state ne 'confirmed';
            push @smartstore, { '상품주문번호' => sprintf('%s1%06d%d', $day, $serial, $line),
                '주문번호' => sprintf('%s2%06d1', $day, $serial), '구매확정일' => stamp($o->{time} + 8 * 86400, 'date'),
                '판매채널' => '스마트스토어', '주문상태' => '구매확정', '구매자명' => $who->{name},
                '구매자ID' => substr($who->{id}, 0, 4) . '****', '수취인명' => $who->{name},
                '발송처리일' => stamp($o->{time} + 86400, 'date'), '배송완료일' => stamp($o->{time} + 3 * 86400, 'date'),
                '상품번호' => $code, '상품명' => $name, '수량' => $l->{count}, '상품가격' => '₩' . won($price),
                '옵션가격' => '₩0', '최종 상품별 할인액' => '₩0', '최초 상품별 총 주문금액' => '₩' . won($amount),
                '최종 상품별 총 주문금액' => '₩' . won($amount), '배송비 묶음번호' => "B$serial",
                '배송비 합계' => '₩' . won($fee), '결제일' => stamp($o->{time}, '') };
        } elsif ($o->{where} eq 'coupang') {
            push @coupang, { '번호' => scalar(@coupang) + 1, '묶음배송번호' => 700000000 + $serial,
                '주문번호' => 31000000000000 + $serial, '주문일' => stamp($o->{time}, ''), '등록상품명' => $name,
                '노출상품ID' => $code, '옵션ID' => "9$code", '결제액' => $state eq 'cancelled' ? 0 : $amount,
                '배송비' => $fee, '구매수(수량)' => $state eq 'cancelled' ? 0 : $l->{count},
                '옵션판매가(판매단가)' => $price, '구매자' => $who->{name},
                '구매자전화번호' => sprintf('0504-%04d-%04d', $serial * 7 % 10000, $serial * 611 % 10000),
                '통관용구매자전화번호' => $who->{loyal} >= 75 ? $who->{phone} : '',
                '출고일(발송일)' => stamp($o->{time} + 86400, 'date'),
                '배송완료일' => $state =~ /delivered|confirmed|returned/ ? stamp($o->{time} + 2 * 86400, 'date') : '',
                '구매확정일자' => $state eq 'confirmed' ? stamp($o->{time} + 9 * 86400, 'date') : '' };
        } else {
            my $name_only = $line > 1;
            my %money = (paid => 'paid', shipped => 'paid', delivered => 'paid', confirmed => 'paid',
                cancelled => 'voided', returned => 'refunded');
            push @shopify, { 'Name' => '#' . (1000 + $serial), 'Email' => $who->{mail},
                'Created at' => stamp($o->{time}, '') . ' +0900', 'Lineitem quantity' => $l->{count},
                'Lineitem name' => $name, 'Lineitem price' => $price, 'Lineitem sku' => $code,
                $name_only ? () : ('Financial Status' => $money{$state},
                    'Paid at' => $state eq 'cancelled' ? '' : stamp($o->{time} + 30, '') . ' +0900',
                    'Fulfillment Status' => $state =~ /shipped|delivered|confirmed|returned/ ? 'fulfilled' : 'unfulfilled',
                    'Currency' => 'KRW', 'Subtotal' => $total, 'Shipping' => $fee, 'Total' => $total + $fee,
                    'Discount Amount' => 0, 'Billing Name' => $who->{name},
                    'Phone' => "'+82 " . ($who->{phone} =~ s/^0//r),
                    'Cancelled at' => $state eq 'cancelled' ? stamp($o->{time} + 7200, '') . ' +0900' : '',
                    'Refunded Amount' => $state eq 'returned' ? $total + $fee : 0,
                    'Notes' => draw(9) == 0 ? "문 앞에,\n\"꼭\" 부탁해요" : '') };
        }
    }
}

my @total = ({ '주문번호' => '합계', '수량' => scalar @cafe24 });
table('cafe24.csv', 'cp949', 0, '', [ '주문번호', '품목별 주문번호', '주문일시', '결제일시(입금확인일)', '주문자ID',
    '주문자명', '주문자 휴대전화', '상품코드', '상품명(들꽃상회)', '상품옵션', '수량', '옵션+판매가', '상품구매금액(KRW)',
    '상품별 추가할인금액', '총 배송비(KRW)', '사용한 적립금액(최종)', '총 결제금액(KRW)', '주문 상태', '취소구분',
    '메인카테고리 이름' ], @cafe24, @total);
table('smartstore.csv', 'utf-8', 1, '', [ split / \| /, '상품주문번호 | 주문번호 | 구매확정일 | 판매채널 | 주문상태 | '
    . '배송속성 | 풀필먼트사(주문 기준) | 구매자명 | 구매자ID | 수취인명 | 발송처리일 | 배송방법 | 택배사 | 송장번호 | 배송완료일 | '
    . '상품번호 | 상품명 | 상품종류 | 반품안심케어 | 멤버십N배송 | 옵션정보 | 옵션관리코드 | 수량 | 상품가격 | 옵션가격 | '
    . '최종 상품별 할인액 | 최초 상품별 할인액 | 판매자 부담 할인액 | 최초 상품별 총 주문금액 | 최종 상품별 총 주문금액 | '
    . '판매자 상품코드 | 판매자 내부코드1 | 판매자 내부코드2 | 배송비 묶음번호 | 배송비 형태 | 배송비 유형 | 배송비 합계 | '
    . '제주/도서 추가배송비 | 배송비 할인액 | 결제일 | 결제수단 | 결제위치 | 네이버페이 주문관리 수수료 | 매출연동 수수료 | '
    . '정산예정금액 | 판매옵션정보' ], @smartstore);
table('coupang.csv', 'utf-8', 0, '', [ split / \| /, '번호 | 묶음배송번호 | 주문번호 | 택배사 | 운송장번호 | 분리배송 Y/N | '
    . '분리배송 출고예정일 | 주문시 출고예정일 | 출고일(발송일) | 주문일 | 등록상품명 | 등록옵션명 | 노출상품명(옵션명) | 노출상품ID | '
    . '옵션ID | 최초등록옵션명 | 업체상품코드 | 바코드 | 결제액 | 배송비구분 | 배송비 | 도서산간 추가배송비 | 구매수(수량) | '
    . '옵션판매가(판매단가) | 구매자 | 구매자전화번호 | 수취인이름 | 수취인전화번호 | 우편번호 | 수취인 주소 | 배송메세지 | '
    . '상품별 추가메시지 | 주문자 추가메시지 | 배송완료일 | 구매확정일자 | 개인통관번호(PCCC) | 통관용구매자전화번호 | 기타 | 결제위치' ],
    @coupang);
table('shopify.csv', 'utf-8', 0, '', [ 'Name', 'Email', 'Financial Status', 'Paid at', 'Fulfillment Status', 'Fulfilled at',
    'Accepts Marketing', 'Currency', 'Subtotal', 'Shipping', 'Taxes', 'Total', 'Discount Code', 'Discount Amount',
    'Shipping Method', 'Created at', 'Lineitem quantity', 'Lineitem name', 'Lineitem price', 'Lineitem compare at price',
    'Lineitem sku', 'Lineitem requires shipping', 'Lineitem taxable', 'Lineitem fulfillment status', 'Billing Name',
    'Notes', 'Cancelled at', 'Refunded Amount', 'Vendor', 'Id', 'Tags', 'Source', 'Lineitem discount', 'Phone' ], @shopify);
