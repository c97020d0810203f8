# Rows "name x n y m" of two shares each, x of n against y of m, all asked at
# once: their difference with Newcombe's limits, p of no difference (pooled z,
# or Fisher's exact test where a cell expects fewer than 5), Benjamini and
# Hochberg's q, and what that says.  Formulas of the textbooks, and none of
# the toolkit's code.  Rows of which n or m is below the first argument are no
# question.
use strict;
use warnings;
use POSIX qw(erfc lgamma);

my ($least, $join) = @ARGV;
my $z = 1.959963984540054;
my @rows;

sub min { my $m = shift; for (@_) { $m = $_ if $_ < $m } return $m }
sub wilson {
	my ($x, $n, $sign) = @_;
	my $p = $x / $n;
	return ($p + $z ** 2 / (2 * $n) + $sign * $z * sqrt($p * (1 - $p) / $n + $z ** 2 / (4 * $n ** 2))) / (1 + $z ** 2 / $n);
}
sub choose { my ($n, $k) = @_; return lgamma($n + 1) - lgamma($k + 1) - lgamma($n - $k + 1) }
sub fisher {
	my ($x, $n, $y, $m) = @_;
	my ($k, $sum) = ($x + $y, 0);
	my $of = sub { exp(choose($n, $_[0]) + choose($m, $k - $_[0]) - choose($n + $m, $k)) };
	my $here = $of->($x);
	for my $i (($k > $m ? $k - $m : 0) .. min($k, $n)) {
		my $p = $of->($i);
		$sum += $p if $p <= $here * (1 + 1e-7);
	}
	return min($sum, 1);
}
sub p_of {
	my ($x, $n, $y, $m) = @_;
	my $all = ($x + $y) / ($n + $m);
	return fisher(@_) if min($n * $all, $n * (1 - $all), $m * $all, $m * (1 - $all)) < 5;
	return erfc(abs($x / $n - $y / $m) / sqrt($all * (1 - $all) * (1 / $n + 1 / $m)) / sqrt(2));
}

while (<STDIN>) {
	chomp;
	my ($name, $x, $n, $y, $m) = split /\|/;
	my %row = (name => $name, d => '', low => '', high => '', q => 2);
	if ($n >= $least && $m >= $least) {
		my ($p, $r) = ($x / $n, $y / $m);
		$row{d} = sprintf '%.6f', $p - $r;
		$row{low} = sprintf '%.6f', $p - $r - sqrt(($p - wilson($x, $n, -1)) ** 2 + (wilson($y, $m, 1) - $r) ** 2);
		$row{high} = sprintf '%.6f', $p - $r + sqrt((wilson($x, $n, 1) - $p) ** 2 + ($r - wilson($y, $m, -1)) ** 2);
		$row{p} = p_of($x, $n, $y, $m);
	}
	push @rows, \%row;
}
# From the largest p down: the smallest rate of false discoveries at which it would still be a finding.
my @asked = sort { $b->{p} <=> $a->{p} } grep { exists $_->{p} } @rows;
my $q = 1;
for my $i (0 .. $#asked) {
	$q = min($q, $asked[$i]{p} * @asked / (@asked - $i));
	$asked[$i]{q} = $q;
}
for my $row (@rows) {
	my $verdict = !exists $row->{p} ? 'too few' : $row->{q} > 0.05 ? 'none' : $row->{d} > 0 ? 'more' : 'fewer';
	print join('|', $row->{name}, $join ? ($row->{d}, $row->{low}, $row->{high}) : (), $verdict), "\n";
}
