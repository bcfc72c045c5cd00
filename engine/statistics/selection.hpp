#pragma once
// What choosing by a score brings, when the score only foretells the quality: how good the best of
// several candidates are, and how many of those chosen succeed. Scores and qualities are normal, in
// standard deviations from their mean.

namespace channelsim {

/// The mean of the `rank`-th best of `count` candidates, 1 <= rank <= count <= 1e6; absolute error
/// below 1e-10 [David & Nagaraja 2003, 3.1].
double mean_of_rank(double count, double rank);

/// The mean over the best `best` of `count` candidates, 1 <= best <= count <= 1e6, to 1e-10. Times
/// the correlation of score and quality it is the gain in quality.
double mean_of_best(double count, double best);

/// A rule that takes the candidates with the highest scores.
struct SelectionRule {
  double base_rate;       // share of all candidates that would succeed, within (0, 1)
  double selected_share;  // share of the candidates that is taken, within (0, 1)
  double validity;        // correlation of score and quality, within (-1, 1)
};

/// The share of the candidates taken that succeed, to 1e-9; shares from 1e-9 [Taylor & Russell
/// 1939].
double success_ratio(const SelectionRule& rule);

}  // namespace channelsim
