#!/usr/bin/perl
# Eighteen months of one invented shop, 들꽃상회, as the files that it would
# download: Cafe24, SmartStore and Coupang in their own forms, a helpdesk's
# consultations, its advertising and its points.  `make demo` imports them.
#
#	perl story.pl FOLDER
#
# The same bytes every time.  What happened to the shop stands in %plot; the
# tests look for it in the answers of the programs.
use strict;
use warnings;
use utf8;
use Digest::SHA qw(sha256 sha256_hex);
use FindBin;
use POSIX qw(floor mktime strftime);

BEGIN { $ENV{TZ} = 'UTC'; POSIX::tzset() }
my $state = 20250501;

sub uniform { $state = $state * 48271 % 2147483647; return $state / 2147483647 } # Park and Miller's minimal standard
sub draw { return floor(uniform() * $_[0]) }
sub chance { return uniform() < $_[0] }
sub between { return $_[0] + draw($_[1] - $_[0] + 1) }
sub span { return -$_[0] * log(uniform()) } # exponential, with this mean

# Days are numbers from the first one on, times are minutes from its midnight.
my $first = 1746057600; # 2025-05-01
our $days = 549;        # up to 2026-10-31
sub day { my ($y, $m, $d) = split /-/, shift; return (mktime(0, 0, 0, $d, $m - 1, $y - 1900) - $first) / 86400 }
sub date { return strftime('%Y-%m-%d', gmtime($first + $_[0] * 86400)) }
sub at { return strftime($_[1] // '%Y-%m-%d %H:%M:%S', gmtime($first + $_[0] * 60)) }
sub month { return (gmtime($first + $_[0] * 86400))[4] + 1 }
sub weekday { return (gmtime($first + $_[0] * 86400))[6] }
sub month_end { my $d = shift; $d++ while month($d) == month($d + 1); return $d }
sub in { my ($day, $from, $to) = @_; return $day >= $from && $day <= $to }

my %plot = (
    # 가온도자 delivered cracked glaze: this share of the lines came back.
    bad_batch => { from => day('2026-03-02'), to => day('2026-04-30'), share => 0.30 },
    # The courier stood still in the week before 설.
    slow_week => { from => day('2026-02-09'), to => day('2026-02-15'), late => 0.08, asks => 0.55 },
    # Better boxes: this share of fragile lines broke before and after.
    new_box => { on => day('2026-06-15'), before => 0.09, after => 0.015 },
    # Return freight as points, times 0, 1 or 2 by lot: who comes back within 85 days.
    trial => { from => day('2025-09-01'), salt => '2025-autumn', back => [ 0.15, 0.52, 0.54 ] },
    # Points for the first anniversary sale, good for a year.
    gift => { on => day('2025-11-14'), points => 3000 },
    # Neither was drawn by lot: candy into large parcels, cards for those who came before.
    inserts => { from => day('2026-03-01'), candy_from => 50000, card => 0.7 },
    # One of the three answers a day later than the others, and breaks promises.
    late_agent => '윤하람',
);

my @goods = map {
    my %g;
    @g{qw(code name category supplier price margin lasts fragile weight season)} = @$_;
    \%g;
} (
    [ 'P01', '들꽃 원두 500g', '커피', '산들로스터리', 14000, '0.42', 28, 0, 18 ],
    [ 'P02', '드립백 20개', '커피', '산들로스터리', 18000, '0.45', 36, 0, 10 ],
    [ 'P03', '귀리 그래놀라', '식품', '두레식품', 11900, '0.31', 32, 0, 12 ],
    [ 'P04', '유자청 1kg', '식품', '두레식품', 16500, '0.33', 60, 1, 8, 'winter' ],
    [ 'P05', '강아지 오리 간식', '반려동물', '멍냥공방', 8900, '0.38', 24, 0, 12 ],
    [ 'P06', '고양이 모래 6L', '반려동물', '멍냥공방', 12900, '0.22', 30, 0, 9 ],
    [ 'P07', '똠얌 소스, 350ml', '식품', '두레식품', 9500, '0.35', 75, 1, 6 ],
    [ 'P08', '들꽃 머그', '주방', '가온도자', 15000, '0.48', 0, 1, 8 ],
    [ 'P09', '들꽃 접시 2장', '주방', '가온도자', 21000, '0.46', 0, 1, 6 ],
    [ 'P10', '핸드드립 주전자', '주방', '한빛금속', 39000, '0.36', 0, 0, 4 ],
    [ 'P11', '캠핑 의자', '레저', '한빛금속', 54000, '0.30', 0, 0, 3 ],
    [ 'P12', '얼음 물병', '레저', '한빛금속', 17000, '0.40', 0, 0, 1, 'summer' ],
    [ 'P13', '면 앞치마 "들꽃"', '주방', '한땀', 23000, '0.50', 0, 0, 4 ],
);
my @family = qw(가 나 다 라 마 바 사 아 자 차 카 타 파 하);
my @given = qw(들샘 온결 새길 한울 보미 이든 누리 하람 다솜 가온 라온 마루 도담 초롱 슬아 푸름 아름 빛나 여름 겨울);
my (@people, @orders, @returns, @contacts, @disputes, %points);

# ------------------------------------------------------------ buying

sub weight {
    my ($good, $day) = @_;
    my $season = $good->{season} // return $good->{weight};
    return $good->{weight} * (month($day) =~ /^[678]$/ ? 14 : 0.05) if $season eq 'summer';
    return $good->{weight} * (month($day) =~ /^(11|12|1|2)$/ ? 1.8 : 0.7);
}

sub pick_good {
    my $day = shift;
    my @weights = map { weight($_, $day) } @goods;
    my $n = 0;
    $n += $_ for @weights;
    $n *= uniform();
    for my $i (0 .. $#goods) {
        return $goods[$i] if ($n -= $weights[$i]) < 0;
    }
    return $goods[0];
}

# Who comes back comes back for something: $again, with what lies beside it.
sub lines_of {
    my ($day, $again) = @_;
    my @lines;
    for my $n (0 .. (chance(0.62) ? 0 : chance(0.7) ? 1 : 2)) {
        my $good = $again && $n == 0 && chance(0.7) ? $again : pick_good($day);
        my $line = { good => $good, count => chance(0.16) ? 2 : 1 };
        $line->{amount} = $good->{price} * $line->{count};
        push @lines, $line unless grep { $_->{good} == $good } @lines;
    }
    return @lines;
}

# Parcels leave at 15:00 of the next day that is no Sunday.
sub shipping_day {
    my $day = shift() + 1;
    $day++ while weekday($day) == 0;
    return $day;
}

# What goes wrong with a line, by whose fault, and what the customer writes.
sub trouble {
    my ($good, $shipped, $slow) = @_;
    my ($batch, $box) = @plot{qw(bad_batch new_box)};
    return [ '상품불량', 'shop', 'defect', '유약이 갈라져 있어요' ]
        if $good->{supplier} eq '가온도자' && in($shipped, @$batch{qw(from to)}) && chance($batch->{share});
    return [ '파손', 'courier', 'damage', '깨져서 왔어요' ]
        if $good->{fragile} && chance($shipped < $box->{on} ? $box->{before} : $box->{after});
    return [ '배송지연', 'courier', 'late', '선물할 날이 지났어요' ] if $slow && chance($plot{slow_week}{late});
    return [ '오배송', 'shop', 'wrong', '다른 색이 왔어요' ] if chance(0.006);
    return [ '상품불량', 'shop', 'defect', '뚜껑이 헐거워요' ] if chance(0.008);
    return [ '단순변심', 'customer', 'mind', '생각했던 것과 달라요' ] if chance(0.07);
    return undef;
}

sub add_return {
    my ($order, $line, $what) = @_;
    my %r = (order => $order, line => $line, asked => $order->{delivered} + between(1, 4));
    @r{qw(code fault cause words)} = @$what;
    $r{received} = $r{asked} + 2;
    $r{refunded} = $r{asked} + between(3, 5);
    $r{severity} = $r{fault} eq 'customer' ? between(1, 3) : between(3, 5);
    push @returns, $line->{back} = \%r;
}

# Points that a member surely has pay for up to half of an order.
sub spend_points {
    my ($who, $order) = @_;
    my $points = -$who->{spent};
    return 0 if $who->{where} ne 'cafe24';
    $points += $_->[1] for grep { $_->[0] <= $order->{day} } @{ $who->{earned} };
    $points = int($order->{total} / 2) if $points > int($order->{total} / 2);
    $points -= $points % 100;
    return 0 if $points < 500 || !chance(0.35);
    $who->{spent} += $points;
    return $points;
}

# One order; after a trial's return (`safe`) nothing goes wrong with the next.
sub make_order {
    my ($who, $day) = @_;
    my $safe = $who->{safe};
    my $o = { who => $who, day => $day, time => $day * 1440 + between(8, 22) * 60 + draw(60), rank => ++$who->{rank},
        lines => [ lines_of($day, $who->{again}) ], shipped => shipping_day($day) };
    $o->{slow} = in($o->{shipped}, @{ $plot{slow_week} }{qw(from to)});
    $o->{delivered} = $o->{shipped} + ($o->{slow} ? between(7, 10) : between(1, 2));
    $o->{total} += $_->{amount} for @{ $o->{lines} };
    $o->{fee} = $o->{total} >= 30000 ? 0 : 3000;
    $o->{used} = spend_points($who, $o);
    $o->{cancelled} = !$safe && !$o->{used} && chance(0.03);
    push @orders, $o;
    return $o if $o->{cancelled} || $safe;
    for my $line (@{ $o->{lines} }) {
        my $what = trouble($line->{good}, @$o{qw(shipped slow)});
        add_return($o, $line, $what) if $what;
    }
    return $o;
}

# 1 % of each line, as the mall's rule has it, where nothing went back.
sub earn {
    my ($who, $o) = @_;
    return if $who->{where} ne 'cafe24' || $o->{cancelled} || grep { $_->{back} } @{ $o->{lines} };
    $o->{earned} += int($_->{amount} * (1 - $o->{used} / $o->{total}) / 1000) * 10 for @{ $o->{lines} };
    push @{ $who->{earned} }, [ $o->{delivered} + 8, $o->{earned} ] if $o->{earned};
}

# ------------------------------------------------------------ coming back

# Where a customer is not known by a member id, cs-import knows the number.
sub known_as {
    my $who = shift;
    return $who->{id} if $who->{where} eq 'cafe24';
    return 'ph-' . substr(sha256_hex($who->{phone} =~ s/-//gr), 0, 16);
}

# The draw of cs-mileage: the first eight bytes of SHA-256(salt, US, customer).
sub arm {
    my $n = unpack 'Q>', sha256("$plot{trial}{salt}\x1f" . known_as(shift));
    return int($n % 1000000 * 3 / 1000000);
}

# Somebody who gave goods back by their own wish: points, or none, come on the
# last day of the month and decide whether they are seen again.
sub after_return {
    my ($who, $back) = @_;
    return undef if $back->{refunded} < $plot{trial}{from} || $who->{judged}++;
    my ($given, $arm) = (month_end($back->{refunded}), arm($who));
    push @{ $who->{earned} }, [ $given + 1, 3000 * $arm ];
    return $given + between(5, 85) if chance($plot{trial}{back}[$arm]);
    return $given + (chance(0.15) ? between(95, 170) : $days);
}

sub next_day {
    my ($who, $o) = @_;
    my @back = map { $_->{back} // () } @{ $o->{lines} };
    my ($wished) = grep { $_->{fault} eq 'customer' } @back;
    my $day = $wished && $who->{where} ne 'coupang' ? after_return($who, $wished) : undef;
    $who->{safe} = defined $day;
    return $day if defined $day;
    my $stay = $who->{stay} * (@back ? 0.5 : $o->{slow} ? 0.6 : 1);
    ($who->{again}) = map { $_->{good} } grep { $_->{good}{lasts} } @{ $o->{lines} };
    my $lasts = $who->{again} && $who->{again}{lasts};
    return $days unless chance($lasts ? $stay : $stay * 0.55);
    return $o->{day} + 1 + int(($lasts || 70) * (0.6 + 0.9 * uniform()));
}

sub live {
    my ($who, $day) = @_;
    my $gift = $plot{gift};
    while ($day < $days) {
        my $o = make_order($who, $day);
        earn($who, $o);
        $day = next_day($who, $o);
        next if $who->{gift} || $who->{where} ne 'cafe24' || $o->{day} >= $gift->{on} || $day < $gift->{on};
        $who->{gift} = 1;
        push @{ $who->{earned} }, [ @$gift{qw(on points)} ];
    }
}

# First purchases: a little more of them from month to month.
sub people {
    for my $n (0 .. 3599) {
        my $class = draw(100);
        my $who = { n => $n, where => (('cafe24') x 5, ('smartstore') x 3, ('coupang') x 2)[ draw(10) ],
            name => $family[ draw(14) ] . $given[ draw(20) ], id => sprintf('deul%04d', $n),
            phone => sprintf('010-%04d-%04d', 2000 + $n * 37 % 7000, 1000 + $n * 6131 % 9000),
            mail => sprintf('deul%04d@mail.example', $n), earned => [], spent => 0,
            stay => $class < 42 ? 0.12 : $class < 76 ? 0.5 : 0.86 };
        my $day = floor($days * (sqrt(0.64 + 0.8 * uniform()) - 0.8) / 0.4);
        $who->{joined} = $day - (chance(0.2) ? draw(30) : 0);
        push @people, $who;
        live($who, $day);
    }
}

# The platforms' numbers, and how far each order has come.
sub number_orders {
    my %serial;
    @orders = sort { $a->{time} <=> $b->{time} || $a->{who}{n} <=> $b->{who}{n} } @orders;
    for my $o (@orders) {
        my ($where, $day, $i) = ($o->{who}{where}, date($o->{day}) =~ s/-//gr, 0);
        my $n = ++$serial{$where};
        my ($order, $line) = $where eq 'cafe24' ? ("$day-%07d", "$day-%07d-%02d") :
            $where eq 'smartstore' ? ("${day}2%06d1", "${day}1%06d%d") : ('3100000%07d', '7%08d');
        $o->{no} = sprintf $order, $n;
        $_->{no} = $where eq 'coupang' ? sprintf($line, $n) : sprintf($line, $n, ++$i) for @{ $o->{lines} };
        $o->{state} = $o->{cancelled} ? 'cancelled' : $o->{shipped} >= $days ? 'paid' : $o->{delivered} >= $days ?
            'shipped' : $o->{delivered} + 8 > $days ? 'delivered' : 'confirmed';
    }
    @returns = sort { $a->{asked} <=> $b->{asked} || $a->{order}{no} cmp $b->{order}{no} }
        grep { $_->{asked} < $days } @returns;
}

# ------------------------------------------------------------ asking and complaining

# Minutes of work later: Monday to Saturday from 9 to 18.
sub after_work {
    my ($t, $minutes) = @_;
    while (1) {
        my ($day, $minute) = (int($t / 1440), $t % 1440);
        $minute = 540 if $minute < 540;
        return $day * 1440 + $minute + $minutes if weekday($day) && $minute + $minutes < 1080;
        $minutes -= 1080 - $minute if weekday($day) && $minute < 1080;
        $t = ($day + 1) * 1440;
    }
}

# cause => kind, origin, severity, share of feelings, mean minutes to solve, words
my %causes = (
    'delivery.late.courier' => [ 'complaint', 'courier', 2, 0.35, 900, '약속하신 날이 지났는데 아직 안 왔어요.', '선물이라 날짜가 중요해요. 언제 오나요?' ],
    'delivery.where' => [ 'question', 'courier', 1, 0.03, 30, '택배가 지금 어디쯤인가요?', '오늘 받을 수 있을까요?' ],
    'goods.damaged' => [ 'complaint', 'courier', 3, 0.4, 700, '상자를 열어 보니 깨져 있어요.', '포장이 얇아서 병이 샜어요.' ],
    'goods.wrong.option' => [ 'complaint', 'shop', 2, 0.25, 700, '다른 색이 왔어요.', '주문한 것과 다른 물건입니다.' ],
    'goods.defect' => [ 'complaint', 'supplier', 3, 0.35, 900, '유약이 갈라져 있어서 쓸 수가 없어요.', '처음부터 불량이에요. 교환해 주세요.' ],
    'info.missing' => [ 'question', 'shop', 1, 0.02, 25, '식기세척기에 넣어도 되나요?', '원두 분쇄도 해 주시나요?' ],
    'return.mind' => [ 'request', 'customer', 1, 0.08, 200, '반품하고 싶어요. 반품비는 얼마인가요?', '생각했던 것과 달라서 돌려보내려고요.' ],
    'return.refund_late' => [ 'complaint', 'shop', 3, 0.5, 800, '돌려보낸 지가 언제인데 환불이 안 되나요?', '환불은 언제 되나요? 두 번째 여쭤봅니다.' ],
    'member.points' => [ 'question', 'shop', 1, 0.02, 20, '적립금은 언제까지 쓸 수 있나요?', '적립금이 왜 아직 안 들어왔나요?' ],
    'other.praise' => [ 'praise', 'shop', 1, 0, 15, '사탕까지 넣어 주셔서 기분이 좋았어요.', '포장이 꼼꼼해서 고마웠습니다.' ],
    'other.suggestion' => [ 'suggestion', 'shop', 1, 0, 60, '묶음 상품이 있으면 좋겠어요.', '정기 배송을 해 주세요.' ],
);

sub agent { my $n = uniform(); return $n < 0.42 ? '강새길' : $n < 0.74 ? '문온결' : $plot{late_agent} }

sub channel {
    my $who = shift;
    my $n = uniform();
    return 'market' if $who && $who->{where} ne 'cafe24' && $n < 0.6;
    return $n < 0.4 ? 'phone' : $n < 0.65 ? 'chat' : $n < 0.85 ? 'board' : 'email';
}

# Answer, solution, promise and opinion of a consultation.
sub run_course {
    my ($c, $late, $minutes) = @_;
    my $answered = $c->{channel} eq 'phone' ? $c->{opened} : after_work($c->{opened}, span($late ? 620 : 45));
    my $solved = after_work($answered, span($minutes) * ($late ? 1.6 : 1));
    if ($c->{kind} eq 'complaint' && chance(0.5)) {
        $c->{promised} = after_work($answered, $minutes * 2);
        $solved = after_work($answered, span($minutes) / 2) if !$late && $solved > $c->{promised} && chance(0.8);
    }
    @$c{qw(answered solved)} = map { int } $answered, $solved;
    $c->{csat} = 5 - ($late ? draw(4) : draw(3)) + ($c->{kind} eq 'complaint' ? -1 : 0) if chance(0.3);
    $c->{csat} = 1 if ($c->{csat} // 1) < 1;
}

sub contact {
    my ($opened, $cause, %more) = @_;
    my ($kind, $origin, $severity, $feelings, $minutes, @words) = @{ $causes{$cause} };
    return if $opened >= $days * 1440;
    my $c = { opened => $opened, cause => $cause, kind => $kind, origin => $origin, severity => $severity,
        emotion => chance($feelings), words => $words[ draw(scalar @words) ], agent => agent(), %more };
    $c->{channel} //= channel($c->{order} && $c->{order}{who});
    # Nobody answers the telephone at night.
    $c->{opened} = after_work($opened, draw(60)) if $c->{channel} eq 'phone' && !$more{state};
    return if $c->{opened} >= $days * 1440;
    run_course($c, $c->{agent} eq $plot{late_agent}, $minutes) unless $more{state};
    push @contacts, $c;
    return $c;
}

sub in_the_day { return $_[0] * 1440 + between(8, 21) * 60 + draw(60) }

sub contacts_of_order {
    my $o = shift;
    return if $o->{cancelled} || $o->{who}{where} eq 'coupang' && chance(0.5);
    my @of = (order => $o, line => $o->{lines}[0]);
    if ($o->{slow} && chance($plot{slow_week}{asks})) {
        contact(in_the_day($o->{shipped} + 3), 'delivery.late.courier', @of);
        contact(in_the_day($o->{shipped} + 5), 'delivery.late.courier', @of, emotion => 1, severity => 3) if chance(0.4);
    }
    contact(in_the_day($o->{shipped}), 'delivery.where', @of) if chance(0.03);
    contact(in_the_day($o->{delivered} + 1), 'info.missing', @of) if chance(0.02);
    contact(in_the_day($o->{delivered} + 2), 'other.praise', @of) if chance(0.006);
    contact(in_the_day($o->{delivered} + 9), 'member.points', @of) if $o->{earned} && chance(0.01);
}

sub contacts_of_return {
    my $r = shift;
    my %asks = (late => [ 'delivery.late.courier', 0.9 ], damage => [ 'goods.damaged', 0.75 ],
        wrong => [ 'goods.wrong.option', 0.8 ], defect => [ 'goods.defect', 0.65 ], mind => [ 'return.mind', 0.3 ]);
    my ($cause, $share) = @{ $asks{ $r->{cause} } };
    my @of = (order => $r->{order}, line => $r->{line});
    contact(in_the_day($r->{asked}), $cause, @of) if chance($share);
    contact(in_the_day($r->{received} + 3), 'return.refund_late', @of) if $r->{refunded} > $r->{received} + 2 && chance(0.2);
}

# One customer boils: a broken mug, a promise not kept, four times the same.
sub boiling {
    my ($o) = grep { in($_->{day}, $days - 20, $days - 16) && $_->{who}{where} eq 'cafe24' && !$_->{cancelled}
        && grep { $_->{good}{code} eq 'P08' && !$_->{back} } @{ $_->{lines} } } @orders;
    my ($line) = grep { $_->{good}{code} eq 'P08' } @{ $o->{lines} };
    my @of = (order => $o, line => $line, agent => $plot{late_agent}, channel => 'phone');
    my $day = $days - 12; # Tuesday, 20 October
    contact($day * 1440 + 625, 'goods.damaged', @of, emotion => 0, words => '머그 손잡이가 깨져서 왔어요. 새것으로 바꿔 주세요.',
        state => 'resolved', answered => $day * 1440 + 625, solved => $day * 1440 + 640,
        promised => ($day + 2) * 1440 + 1080, broken => 1);
    contact(($day + 3) * 1440 + 700, 'goods.damaged', @of, emotion => 1, words => '목요일까지 보내 주신다더니 아직도 안 왔어요.',
        state => 'resolved', answered => ($day + 3) * 1440 + 700, solved => ($day + 3) * 1440 + 712,
        promised => ($day + 5) * 1440 + 1080, broken => 1);
    contact(($day + 7) * 1440 + 905, 'goods.damaged', @of, channel => 'chat', emotion => 1, severity => 4,
        words => '세 번째예요. 도대체 몇 번을 말해야 하나요?', state => 'open', answered => ($day + 8) * 1440 + 560);
    contact(($day + 10) * 1440 + 1010, 'goods.damaged', @of, channel => 'chat', emotion => 1, severity => 4,
        words => '이대로면 소비자원에 신고하고 후기도 올리겠습니다.', state => 'new');
}

sub consultations {
    contacts_of_order($_) for @orders;
    contacts_of_return($_) for @returns;
    for my $day (0 .. $days - 1) {
        contact(in_the_day($day), 'info.missing') if chance(0.18);
        contact(in_the_day($day), 'other.suggestion') if chance(0.02);
    }
    boiling();
    @contacts = sort { $a->{opened} <=> $b->{opened} || $a->{words} cmp $b->{words} } @contacts;
}

# ------------------------------------------------------------ points and disputes

sub add_points { # DAY KEY KIND CUSTOMER POINTS ORDER REASON ACTIVE EXPIRES
    my ($day, @op) = @_;
    push @{ $points{ substr date($day), 0, 7 } }, [ $day, @op ] if $day < $days;
}

sub write_down_points {
    for my $o (@orders) {
        my ($id, $no) = ($o->{who}{id}, $o->{no});
        add_points($o->{delivered}, "earn:$no", 'earn', $id, $o->{earned}, $no, '구매 적립', date($o->{delivered} + 8), '')
            if $o->{earned};
        add_points($o->{day}, "use:$no", 'use', $id, $o->{used}, $no, '주문에 사용', '', '') if $o->{used};
    }
    my $gift = $plot{gift};
    my ($on, $until) = ($gift->{on}, date($gift->{on} + 364));
    add_points($on, "gift:$_->{id}", 'grant', $_->{id}, $gift->{points}, '', '한 돌 잔치', '', $until)
        for grep { $_->{gift} } @people;
}

# The disputes of the last weeks: what each customer said, and what is known.
sub dispute { # of the newest return for this cause that is so many days old
    my ($kind, $cause, $age, $facts) = @_;
    my ($r) = grep { $_->{cause} eq $cause && $_->{asked} <= $days - $age && $_->{order}{who}{where} eq 'cafe24'
        && !$_->{disputed} } reverse @returns;
    $r->{disputed} = 1;
    push @disputes, { order => $r->{order}, line => $r->{line}, kind => $kind, on => $r->{asked},
        facts => 'claimed_on=' . date($r->{asked}) . " written=yes goods=general $facts" };
    return $r;
}

sub disputes {
    my $late = dispute('change_of_mind', 'mind', 26, 'state=sealed');
    $late->{refunded} = $days; # the goods are back, the money is not
    dispute('change_of_mind', 'mind', 24, 'state=used value_loss=marked');
    dispute('change_of_mind', 'mind', 22, 'state=used value_loss=marked notice17_6=yes');
    dispute('damaged', 'damage', 10, 'state=damaged fault=unknown');
    dispute('defect', 'defect', 10, 'state=used defect_proven=yes');
}

people();
number_orders();
disputes();
consultations();
write_down_points();

our %story = (plot => \%plot, goods => \@goods, people => \@people, orders => \@orders, returns => \@returns,
    contacts => \@contacts, disputes => \@disputes, points => \%points);
require "$FindBin::Bin/story-forms.pl";
write_forms(shift // die("usage: story.pl FOLDER\n"));
