// R2 in plain C++: stages as objects, the standard library's normal numbers, one thread. Stages and
// costs are those of r1.json, read in this folder.
// build: g++ -O2 -std=c++20 r2_plain.cpp -o r2_plain; usage: r2_plain REPLICATIONS SEED
#include <algorithm>
#include <boost/property_tree/json_parser.hpp>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <random>
#include <vector>

struct Stage {
  double on_hand, owed = 0, in_transit = 0;
  std::deque<double> pipeline;
};

int main(int count, char** words) {
  if (count != 3) return 1;
  boost::property_tree::ptree all;
  boost::property_tree::read_json("r1.json", all);
  const auto& r2 = all.get_child("r2");
  const auto list = [&](const char* name) {
    std::vector<double> numbers;
    for (const auto& each : r2.get_child(name)) numbers.push_back(each.second.get_value<double>());
    return numbers;
  };
  const auto lead = list("lead"), level = list("base_stock"), holding = list("h");
  const double backorder = r2.get<double>("p");
  const int periods = r2.get<int>("periods"), replications = std::atoi(words[1]);
  std::mt19937_64 generator(std::strtoull(words[2], nullptr, 10));
  std::normal_distribution<double> demand(r2.get<double>("demand_mean"), r2.get<double>("demand_sd"));

  const auto begin = std::chrono::steady_clock::now();
  double sum = 0, squares = 0;
  for (int replication = 0; replication < replications; ++replication) {
    std::vector<Stage> stages(level.size());
    for (std::size_t i = 0; i < stages.size(); ++i) {
      stages[i].on_hand = level[i];
      stages[i].pipeline.assign(static_cast<std::size_t>(lead[i]), 0.0);
    }
    double cost = 0;
    for (int period = 0; period < periods; ++period) {
      const double wanted = demand(generator);
      double sent = wanted;  // the source sends what is ordered, and every stage orders what was wanted
      for (Stage& stage : stages) {
        const double arrives = stage.pipeline.front();
        stage.pipeline.pop_front();
        stage.pipeline.push_back(sent);
        stage.on_hand += arrives;
        stage.in_transit += sent - arrives;
        const double due = wanted + stage.owed;
        sent = std::min(due, stage.on_hand);
        stage.on_hand -= sent;
        stage.owed = due - sent;
      }
      for (std::size_t i = 0; i < stages.size(); ++i) {
        cost += holding[i] * stages[i].on_hand;
        if (i + 1 < stages.size()) cost += holding[i] * stages[i + 1].in_transit;
      }
      cost += backorder * stages.back().owed;
    }
    sum += cost / periods;
    squares += cost / periods * (cost / periods);
  }
  const double seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  const double mean = sum / replications;
  const double variance = (squares - mean * sum) / (replications - 1);
  std::printf("{\"impl\": \"r2_plain_cpp\", \"reps\": %d, \"mean\": %.9f, \"se\": %.9f, \"seconds\": %.6f, "
              "\"reps_per_s\": %.4f}\n",
              replications, mean, std::sqrt(variance / replications), seconds, replications / seconds);
}
