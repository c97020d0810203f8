#!/usr/bin/perl
# What a patient person finds in the files of story.pl with paper and pencil:
# counted from the exports alone, without a line of the programs.
#
#	perl story-truth.pl FOLDER		NAME VALUE... lines, parted by tabs
use strict;
use warnings;
use utf8;
use Digest::SHA qw(sha256 sha256_hex);
use Encode qw(decode);
use POSIX qw(mktime strftime);

binmode STDOUT, ':utf8';
BEGIN { $ENV{TZ} = 'UTC'; POSIX::tzset() }
my $folder = shift // die "usage: story-truth.pl FOLDER\n";
my $today = '2026-11-01';

sub number { my ($y, $m, $d) = split /-/, substr(shift, 0, 10); return mktime(0, 0, 0, $d, $m - 1, $y - 1900) / 86400 }
sub date { return strftime('%Y-%m-%d', gmtime($_[0] * 86400)) }
sub month_end { my ($y, $m) = split /-/, shift; return mktime(0, 0, 0, 0, $m, $y - 1900) / 86400 }
sub say_line { print join("\t", @_), "\n" }

sub cells {
    my ($line, @cells) = (shift . ',');
    push @cells, defined $1 ? $1 =~ s/""/"/gr : $2 while $line =~ /\G(?:"((?:[^"]|"")*)"|([^",]*)),/g;
    return @cells;
}

# Rows as hashes, from the line that has the column NEEDED on.
sub rows {
    my ($file, $encoding, $needed) = @_;
    open my $in, '<:raw', "$folder/$file" or die "$folder/$file: $!\n";
    my (@names, @rows);
    for (split /\r\n/, decode($encoding, join '', <$in>)) {
        my @cells = cells(s/^\x{FEFF}//r);
        if (!@names) {
            @names = @cells if grep { $_ eq $needed } @cells;
            next;
        }
        push @rows, \my %row;
        @row{@names} = @cells;
    }
    return @rows;
}

sub known_as { return 'ph-' . substr(sha256_hex($_[0] =~ s/-//gr), 0, 16) }

# Order lines of the three platforms by line, with what the returns say of them.
my %lines;
sub add_line { # PLATFORM LINE ORDER CUSTOMER DAY PRODUCT GONE SHIPPED DELIVERED
    my %l;
    @l{qw(where line order customer day product gone shipped delivered)} = @_;
    $lines{ $l{line} } = \%l;
}
for (grep { $_->{'주문번호'} ne '합계' } rows('cafe24.csv', 'utf-8', '주문번호')) {
    add_line('cafe24', $_->{'품목별 주문번호'}, $_->{'주문번호'}, $_->{'주문자ID'}, substr($_->{'주문일시'}, 0, 10), $_->{'상품코드'},
        $_->{'취소구분'} eq '취소', $_->{'배송시작일'}, $_->{'배송완료일'});
}
for (rows('smartstore.csv', 'cp949', '상품주문번호')) {
    add_line('smartstore', $_->{'상품주문번호'}, $_->{'주문번호'}, known_as($_->{'구매자연락처'}), substr($_->{'주문일시'}, 0, 10),
        $_->{'상품번호'}, $_->{'주문상태'} eq '취소', $_->{'발송처리일'}, '');
}
$lines{ $_->{'상품주문번호'} }{delivered} = $_->{'배송완료일'} for rows('smartstore-confirmed.csv', 'utf-8', '상품주문번호');
for (rows('coupang.csv', 'utf-8', '주문번호')) {
    add_line('coupang', "$_->{'묶음배송번호'}:$_->{'옵션ID'}", $_->{'주문번호'}, '', substr($_->{'주문일'}, 0, 10), $_->{'노출상품ID'},
        $_->{'구매수(수량)'} eq '0', $_->{'출고일(발송일)'}, $_->{'배송완료일'});
}

my @returns; # LINE WHY FAULT REFUNDED
my %fault = ('단순변심' => 'customer', '상품불량' => 'shop', '오배송' => 'shop', '파손' => 'courier', '배송지연' => 'courier');
for ([ 'cafe24-returns.csv', 'utf-8', '품목별 주문번호', '반품신청 사유', '반품처리중[환불완료] 처리일' ],
    [ 'smartstore-returns.csv', 'cp949', '상품주문번호', '반품사유', '반품완료일' ]) {
    my ($file, $encoding, $line, $why, $refunded) = @$_;
    for my $r (rows($file, $encoding, $line)) {
        my ($code) = $r->{$why} =~ /^\[(.*?)\]/;
        push @returns, { line => $r->{$line}, why => $code, fault => $fault{$code}, refunded => $r->{$refunded} };
    }
}
push @returns, { line => $_->{line_no}, why => $_->{reason_code}, fault => $_->{fault}, refunded => $_->{refunded_at} }
    for rows('coupang-returns.csv', 'utf-8', 'return_id');
$lines{ $_->{line} }{back} = $_ for @returns;
my %goods = map { $_->{product_id} => $_ } rows('products.csv', 'utf-8', 'product_id');
my @all = sort { $a->{line} cmp $b->{line} } values %lines;
my @kept = grep { !$_->{gone} && !($_->{back} && $_->{back}{refunded}) } @all;

# Suppliers: lines that were sent, those that came back, and those that somebody asked to send back.
my (%sent, %came_back, %asked_back);
for my $l (grep { !$_->{gone} } @all) {
    my $supplier = $goods{ $l->{product} }{supplier};
    $sent{$supplier}++;
    $came_back{$supplier}++ if $l->{back} && $l->{back}{refunded};
    $asked_back{$supplier}++ if $l->{back};
}
my @worst = sort { $came_back{$b} / $sent{$b} <=> $came_back{$a} / $sent{$a} } keys %sent;
say_line('supplier', $_, $sent{$_}, $came_back{$_}) for @worst;
say_line('asked_back', $_, $sent{$_}, $asked_back{$_}) for sort keys %sent;

# Buyers of each product, and those who bought it on two days.
my %days_of;
$days_of{ $_->{product} }{ $_->{customer} }{ $_->{day} } = 1 for grep { $_->{customer} ne '' } @kept;
for my $product (sort keys %days_of) {
    my @buyers = values %{ $days_of{$product} };
    say_line('buyers', $product, scalar @buyers, scalar grep { keys %$_ > 1 } @buyers);
}

# The season: lines of each product from June to August, and all of them.
my (%summer, %year);
for (@kept) {
    $year{ $_->{product} }++;
    $summer{ $_->{product} }++ if $_->{day} =~ /^\d{4}-0[678]/;
}
say_line('summer', $_, $summer{$_} // 0, $year{$_}) for sort keys %year;

# Days from the shop's door to the customer's, in the slow week and in the others.
my (%on_the_way, %parcels);
for (grep { !$_->{gone} && $_->{shipped} && $_->{delivered} } @all) {
    my $week = $_->{shipped} ge '2026-02-09' && substr($_->{shipped}, 0, 10) le '2026-02-15' ? 'slow' : 'other';
    $on_the_way{$week} += number($_->{delivered}) - number($_->{shipped});
    $parcels{$week}++;
}
say_line('days_on_the_way', $_, sprintf '%.2f', $on_the_way{$_} / $parcels{$_}) for qw(slow other);

# Breakage of what can break, before and after the new boxes.
my (%fragile, %broken);
for (grep { !$_->{gone} && $_->{shipped} && $_->{product} =~ /^P0[4789]$/ } @all) {
    my $box = $_->{shipped} lt '2026-06-15' ? 'before' : 'after';
    $fragile{$box}++;
    $broken{$box}++ if $_->{back} && $_->{back}{why} eq '파손';
}
say_line('broken', $_, $fragile{$_}, $broken{$_} // 0) for qw(before after);

# The trial: each customer's first return by wish since September 2025, the
# last day of its month, and a kept order in the 90 days behind it.
my (%judged, %followed, %came, %bought, %given);
push @{ $bought{ $_->{customer} } }, number($_->{day}) for grep { $_->{customer} ne '' } @kept;
my @wished = grep { $_->{fault} eq 'customer' && $lines{ $_->{line} }{customer} ne '' } @returns;
for my $r (sort { $a->{refunded} cmp $b->{refunded} || $a->{line} cmp $b->{line} }
    grep { $_->{refunded} ge '2025-09-01' } @wished) {
    my $customer = $lines{ $r->{line} }{customer};
    my $arm = int(unpack('Q>', sha256("2025-autumn\x1f$customer")) % 1000000 * 3 / 1000000);
    my $day = month_end($r->{refunded});
    push @{ $given{$customer} }, [ $day, 3000 * $arm ] if $arm;
    next if $judged{$customer}++ || $day + 90 > number($today);
    $followed{$arm}++;
    $came{$arm}++ if grep { $_ > $day && $_ <= $day + 90 } @{ $bought{$customer} };
}
say_line('arm', $_, $followed{$_}, $came{$_}) for 0 .. 2;

# The anniversary's points that nobody has used: what lapses first goes first.
my (%lots, %unused);
for my $file (sort glob "$folder/points/*.tsv") {
    open my $in, '<:utf8', $file or die "$file: $!\n";
    my $header = <$in>;
    while (my $line = <$in>) {
        chomp $line;
        my (undef, $kind, $who, $points, $eff, undef, undef, $from, $to) = split /\t/, $line, -1;
        if ($kind ne 'use') {
            push @{ $lots{$who} },
                { from => $from || $eff, to => $to || '2999-12-31', left => $points, gift => $kind eq 'grant' };
            next;
        }
        my @given = map { +{ from => date($_->[0]), to => date($_->[0] + 364), left => $_->[1], lot => $_ } }
            @{ $given{$who} // [] };
        my @live = grep { $_->{from} le $eff && $_->{to} ge $eff } @{ $lots{$who} }, @given;
        for my $lot (sort { $a->{to} cmp $b->{to} || $a->{from} cmp $b->{from} } @live) {
            my $part = $lot->{left} < $points ? $lot->{left} : $points;
            $lot->{left} -= $part;
            $lot->{lot}[1] -= $part if $lot->{lot};
            $points -= $part;
        }
    }
}
for my $who (keys %lots) {
    $unused{members}++, $unused{points} += $_->{left} for grep { $_->{gift} && $_->{left} } @{ $lots{$who} };
}
say_line('lapse', '2026-11-13', $unused{members}, $unused{points});

# The helpdesk: causes, and the middle of each agent's first answers on paper.
my (%causes, %minutes, %kept);
for (rows('contacts.csv', 'utf-8', 'contact_id')) {
    $causes{ $_->{cause} }++;
    $kept{ $_->{agent} }{ $_->{promise_kept} }++ if $_->{promised_at} && $_->{promised_at} lt $today;
    push @{ $minutes{ $_->{agent} } }, $_->{first_response_min}
        if $_->{first_response_min} ne '' && $_->{channel} ne 'phone';
}
say_line('promises', $_, $kept{$_}{yes}, $kept{$_}{no} // 0) for sort keys %kept;
say_line('cause', $_, $causes{$_}) for sort { $causes{$b} <=> $causes{$a} || $a cmp $b } keys %causes;
for (sort keys %minutes) {
    my @sorted = sort { $a <=> $b } @{ $minutes{$_} };
    say_line('first_answer', $_, scalar @sorted, $sorted[ int($#sorted / 2) ]);
}
