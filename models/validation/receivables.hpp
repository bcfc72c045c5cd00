#pragma once
// Textbook models: what customers owe who pay later. Open amounts are a rate of sales times the
// mean delay [Little 1961], and open invoices are Poisson whatever the law of the delays.

#include <array>
#include <cmath>
#include <vector>

#include "engine/base/elementary.hpp"
#include "engine/random/draws.hpp"

namespace channelsim::validation {
inline namespace CHANNELSIM_LEVEL {

/// So much of the sales is paid this many days later.
struct PaymentShare {
  double share;
  Step delay;
};

/// Credit sales of a day in invoices of equal size, each paid after a delay of its own.
struct CreditSales {
  double daily_amount;
  std::vector<PaymentShare> payments;  // shares sum to 1
};

struct Receivables {
  double mean_delay;        // days
  double amount;            // open at the end of a day
  double days_outstanding;  // amount over daily credit sales
};

inline Receivables expected_receivables(const CreditSales& sales) {
  double delay = 0;
  for (const PaymentShare& payment : sales.payments) delay += payment.share * payment.delay;
  return {delay, sales.daily_amount * delay, delay};
}

/// The mean open amount over the days after the warm-up, from books in which invoices are opened
/// and paid; one run per lane.
inline Lanes simulate_receivables(const CreditSales& sales, std::uint32_t invoices_a_day, Step days,
                                  Step warm_up, const Draws& draws) {
  constexpr Purpose purpose{"payment delay of a textbook invoice"};
  std::vector<Lanes> paid(days + 1, Lanes(0.0));
  Lanes open = 0.0, sum = 0.0;
  for (Step day = 0; day < days; ++day) {
    for (std::uint32_t invoice = 0; invoice < invoices_a_day; ++invoice) {
      const Lanes chance = draws.uniform(purpose, {0, invoice}, day);
      const double amount = sales.daily_amount / invoices_a_day;
      open += amount;
      double low = 0;
      for (const PaymentShare& payment : sales.payments) {
        const Mask falls = (chance > low) & (chance <= (low + payment.share));
        low += payment.share;
        if (day + payment.delay < days)
          paid[day + payment.delay] += select(falls, amount, Lanes(0.0));
      }
    }
    open -= paid[day];
    if (day >= warm_up) sum += open;
  }
  return sum / static_cast<double>(days - warm_up);
}

/// How many invoices are open after so many days of Poisson invoicing, one run per lane; `delay` is
/// the quantile function of the delay in days. Nothing is open at the start.
template <class Quantile>
Lanes simulate_open_invoices(double daily_invoices, Quantile delay, double days,
                             const Draws& draws) {
  constexpr Purpose gap{"gap between two textbook invoices"};
  constexpr Purpose payment{"payment delay of a textbook invoice"};
  Lanes now = 0.0, open = 0.0;
  for (Step invoice = 0;; ++invoice) {
    now -= logarithm(draws.uniform(gap, {0}, invoice)) / daily_invoices;
    if (all(now > days)) return open;
    const Lanes due = now + delay(draws.uniform(payment, {0}, invoice));
    open += select((now <= days) & (due > days), Lanes(1.0), 0.0);
  }
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::validation
