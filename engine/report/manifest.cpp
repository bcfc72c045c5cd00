#include "engine/report/manifest.hpp"

#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>

#include "engine/report/digest.hpp"
#include "engine/report/json.hpp"

namespace channelsim {
namespace {
void write_hashes(JsonWriter& json, std::string_view key, const Manifest::Hashes& hashes) {
  json.key(key);
  json.begin_array();
  for (const auto& [path, hash] : hashes) {
    json.begin_object(JsonLayout::one_line);
    json.member("path", path);
    json.member("sha256", hash);
    json.end_object();
  }
  json.end_array();
}

void write_timings(JsonWriter& json, std::string_view key, const Timings& timings) {
  if (timings.parts().empty()) return;
  json.key(key);
  json.begin_array();
  for (const auto& [name, taken] : timings.parts()) {
    json.begin_object(JsonLayout::one_line);
    json.member("name", name);
    json.member("seconds", std::chrono::duration<double>(taken).count());
    json.end_object();
  }
  json.end_array();
}

Manifest::Hashes hashes_of(const nlohmann::json& list) {
  Manifest::Hashes hashes;
  for (const auto& each : list) hashes.emplace_back(each.at("path"), each.at("sha256"));
  return hashes;
}

Timings timings_of(const nlohmann::json& manifest, const char* key) {
  Timings timings;
  if (const auto found = manifest.find(key); found != manifest.end())
    for (const auto& each : *found)
      timings.add(each.at("name").get<std::string>(),
                  std::chrono::nanoseconds(std::llround(each.at("seconds").get<double>() * 1e9)));
  return timings;
}

std::string text_of(const Manifest& manifest, std::string_view seal) {
  JsonWriter json;
  json.begin_object();
  json.member("schema", "channelsim/manifest/v1");
  json.member("program_version", manifest.program_version);
  json.member("build", manifest.build);
  json.member("compiler", manifest.compiler);
  json.member("instruction_level", manifest.instruction_level);
  json.member("machine", manifest.machine);
  json.member("threads", manifest.threads);
  json.member("started", manifest.started);
  json.member("finished", manifest.finished);
  json.member("seconds", manifest.seconds);
  json.member("exit_code", manifest.exit_code);
  json.member("exit_state", manifest.exit_state);
  json.member("command", manifest.command);
  json.member("remarks", manifest.remarks);
  write_hashes(json, "inputs", manifest.inputs);
  write_hashes(json, "outputs", manifest.outputs);
  write_timings(json, "stages", manifest.stages);
  write_timings(json, "phases", manifest.phases);
  json.member("seal", seal);
  json.end_object();
  return json.text();
}

std::string text_in(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}
}  // namespace

void Manifest::state_output(const std::filesystem::path& file) {
  std::string hash = sha256_of_file(file);
  const std::string name = file.filename().string();
  for (auto& [path, stated] : outputs)
    if (path == name) {
      stated = std::move(hash);
      return;
    }
  outputs.emplace_back(name, std::move(hash));
}

std::string manifest_json(const Manifest& manifest) {
  return text_of(manifest, sha256(text_of(manifest, "")));
}

std::optional<Manifest> read_manifest(const std::filesystem::path& path) {
  try {
    const auto json = nlohmann::json::parse(text_in(path));
    Manifest manifest;
    manifest.program_version = json.at("program_version");
    manifest.build = json.at("build");
    manifest.compiler = json.at("compiler");
    manifest.instruction_level = json.at("instruction_level");
    manifest.machine = json.at("machine");
    manifest.threads = json.at("threads");
    manifest.started = json.at("started");
    manifest.finished = json.at("finished");
    manifest.seconds = json.at("seconds");
    manifest.exit_code = json.at("exit_code");
    manifest.exit_state = json.at("exit_state");
    manifest.command = json.at("command");
    manifest.remarks = json.value("remarks", "");
    manifest.inputs = hashes_of(json.at("inputs"));
    manifest.outputs = hashes_of(json.at("outputs"));
    manifest.stages = timings_of(json, "stages");
    manifest.phases = timings_of(json, "phases");
    return manifest;
  } catch (const nlohmann::json::exception&) {
    return {};
  }
}

bool is_sealed(const std::filesystem::path& path) {
  const auto manifest = read_manifest(path);
  return manifest && manifest_json(*manifest) == text_in(path);
}

}  // namespace channelsim
