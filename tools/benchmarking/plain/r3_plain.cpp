// R3 in plain C++: persons as objects, the standard library's uniform numbers, one thread. The
// network is that of r3.py (`r3.py graph` writes it), the chances those of r1.json, in this folder.
// build: g++ -O2 -std=c++20 r3_plain.cpp -o r3_plain; usage: r3_plain REPLICATIONS SEED
#include <array>
#include <boost/property_tree/json_parser.hpp>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <random>
#include <vector>

struct Person {
  bool adopted = false;
  std::vector<std::int32_t> acquaintances;
};

int main(int count, char** words) {
  if (count != 3) return 1;
  boost::property_tree::ptree all;
  boost::property_tree::read_json("r1.json", all);
  const auto& r3 = all.get_child("r3");
  const double own = r3.get<double>("p"), others = r3.get<double>("q");
  const int weeks = r3.get<int>("weeks"), replications = std::atoi(words[1]);

  std::ifstream file(r3.get<std::string>("graph"), std::ios::binary);
  const auto read = [&](std::size_t size) {
    std::vector<std::int32_t> numbers(size);
    file.read(reinterpret_cast<char*>(numbers.data()), static_cast<std::streamsize>(4 * size));
    return numbers;
  };
  const auto sizes = read(2);
  const auto first = read(static_cast<std::size_t>(sizes[0]) + 1);
  const auto ends = read(static_cast<std::size_t>(sizes[1]));
  if (!file) return 2;
  std::vector<Person> persons(static_cast<std::size_t>(sizes[0]));
  for (std::size_t i = 0; i < persons.size(); ++i)
    persons[i].acquaintances.assign(ends.begin() + first[i], ends.begin() + first[i + 1]);

  std::mt19937_64 generator(std::strtoull(words[2], nullptr, 10));
  std::uniform_real_distribution<double> uniform;
  const std::array<int, 3> marks{25, 50, 100};
  std::array<double, 3> sum{}, squares{};
  const auto begin = std::chrono::steady_clock::now();
  std::vector<std::size_t> joining;
  for (int replication = 0; replication < replications; ++replication) {
    for (Person& person : persons) person.adopted = false;
    double adopters = 0;
    for (int week = 1; week <= weeks; ++week) {
      joining.clear();
      for (std::size_t i = 0; i < persons.size(); ++i) {
        if (persons[i].adopted) continue;
        double around = 0;
        for (const auto other : persons[i].acquaintances)
          around += persons[static_cast<std::size_t>(other)].adopted;
        const auto known = persons[i].acquaintances.size();
        const double share = known == 0 ? 0 : around / static_cast<double>(known);
        if (uniform(generator) < own + others * share) joining.push_back(i);
      }
      for (const std::size_t i : joining) persons[i].adopted = true;
      adopters += static_cast<double>(joining.size());
      for (std::size_t mark = 0; mark < marks.size(); ++mark)
        if (week == marks[mark]) {
          sum[mark] += adopters;
          squares[mark] += adopters * adopters;
        }
    }
  }
  const double seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  std::printf("{\"impl\": \"r3_plain_cpp\", \"reps\": %d, \"mean\": [", replications);
  for (std::size_t mark = 0; mark < marks.size(); ++mark)
    std::printf("%s%.6f", mark ? ", " : "", sum[mark] / replications);
  std::printf("], \"se\": [");
  for (std::size_t mark = 0; mark < marks.size(); ++mark) {
    const double mean = sum[mark] / replications;
    const double variance = (squares[mark] - mean * sum[mark]) / (replications - 1);
    std::printf("%s%.6f", mark ? ", " : "", std::sqrt(variance / replications));
  }
  std::printf("], \"seconds\": %.6f, \"reps_per_s\": %.4f}\n", seconds, replications / seconds);
}
