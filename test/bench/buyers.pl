#!/usr/bin/perl
# Buyers out of the models themselves, as order lines in the canonical columns:
#
#	perl buyers.pl MODEL CUSTOMERS SEED P1 P2 P3 P4 [k] >orders.tsv
#
# MODEL is mbgnbd, bgnbd or paretonbd, its parameters in weeks; k is Erlang's.
# First purchases over 52 weeks from 2024-01-01, watched to 2025-12-29 (728
# days).  Purchases fall into days, two on one day into one.  Amounts are
# gamma-gamma with 6, 4, 15000.  A generator of its own, so that a seed gives
# the same shop everywhere.
use strict;
use warnings;
use POSIX qw(floor);

my ($model, $customers, $seed, $p1, $p2, $p3, $p4, $k) = @ARGV;
$k ||= 1;
my $state = $seed;

sub uniform { # Park and Miller's minimal standard
	$state = $state * 48271 % 2147483647;
	return $state / 2147483647;
}
sub exponential { return -log(uniform()) / $_[0] }
sub normal { return sqrt(-2 * log(uniform())) * cos(6.283185307179586 * uniform()) }
sub gamma { # Marsaglia and Tsang 2000; rate 1
	my ($shape) = @_;
	return gamma($shape + 1) * uniform()**(1 / $shape) if $shape < 1;
	my $d = $shape - 1 / 3;
	my $c = 1 / sqrt(9 * $d);
	while (1) {
		my $z = normal();
		my $v = (1 + $c * $z)**3;
		next if $v <= 0;
		return $d * $v if log(uniform()) < $z * $z / 2 + $d - $d * $v + $d * log($v);
	}
}

my @days;
for my $n (0 .. 728) {
	my @t = gmtime(1704067200 + $n * 86400);
	$days[$n] = sprintf '%04d-%02d-%02d', $t[5] + 1900, $t[4] + 1, $t[3];
}
print "order_no\tordered_at\tcustomer_id\tamount\n";
my $order = 0;
for my $c (1 .. $customers) {
	uniform() for 1 .. 3;
	my $rate = gamma($p1) / $p2;
	my $first = floor(uniform() * 364);
	my $end = (728 - $first) / 7;
	my $spending = 15000 / gamma(4);
	my ($drop, $death) = (0, 9e9);
	if ($model eq 'paretonbd') {
		$death = exponential(gamma($p3) / $p4);
	} else {
		my $x = gamma($p3);
		my $y = gamma($p4);
		$drop = $x / ($x + $y);
	}
	my ($t, $last) = (0, -1);
	for (my $n = 0; $t <= $end && $t <= $death; $n++) {
		my $day = $first + floor($t * 7 + ($n ? 0.5 : 0));
		if ($day > $last && $day <= 728) {
			$order++;
			printf "%d\t%s\tC%07d\t%.0f\n", $order, $days[$day], $c, 1 + gamma(6) * $spending;
			$last = $day;
		}
		last if $model ne 'paretonbd' && ($n > 0 || $model eq 'mbgnbd') && uniform() < $drop;
		my $gap = 0;
		$gap += exponential($rate) for 1 .. $k;
		$t += $gap;
	}
}
