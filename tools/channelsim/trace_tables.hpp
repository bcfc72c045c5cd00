#pragma once
// One replication as tables on a terminal.

#include <cstddef>

#include "models/market/trace.hpp"

namespace channelsim {

/// An agent: a member step by step, and what it received and paid by item.
void print_agent(const market::Trace& trace, std::size_t party);
/// What the parties received and paid: those with most to do with money, at most so many.
void print_parties(const market::Trace& trace, std::size_t most);
/// That nothing is lost between them.
void print_balance(const market::Trace& trace);

}  // namespace channelsim
