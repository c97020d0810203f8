#include "stat/agreement.h"

#include <math.h>

struct cs_interval
cs_kappa(const int64_t counts[], size_t words, double z)
{
	double all = 0, same = 0, by_chance = 0;

	for (size_t i = 0; i < words * words; i++)
		all += (double)counts[i];
	for (size_t i = 0; i < words; i++) {
		double first = 0, second = 0;

		for (size_t k = 0; k < words; k++) {
			first += (double)counts[i * words + k];
			second += (double)counts[k * words + i];
		}
		same += (double)counts[i * words + i];
		by_chance += first * second;
	}
	if (all == 0 || by_chance >= all * all)
		return (struct cs_interval){ (double)NAN, (double)NAN, (double)NAN };
	double agreed = same / all, chance = by_chance / (all * all);
	double kappa = (agreed - chance) / (1 - chance);
	double se = sqrt(agreed * (1 - agreed) / all) / (1 - chance);

	return (struct cs_interval){ kappa, kappa - z * se, fmin(1, kappa + z * se) };
}
