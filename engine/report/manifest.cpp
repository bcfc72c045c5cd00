#include "engine/report/manifest.hpp"

#include <fstream>
#include <nlohmann/json.hpp>

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
}  // namespace

std::string manifest_json(const Manifest& manifest) {
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
  write_hashes(json, "inputs", manifest.inputs);
  write_hashes(json, "outputs", manifest.outputs);
  write_timings(json, "stages", manifest.stages);
  write_timings(json, "phases", manifest.phases);
  json.end_object();
  return json.text();
}

std::optional<Manifest> read_manifest(const std::filesystem::path& path) {
  try {
    std::ifstream file(path, std::ios::binary);
    const auto json = nlohmann::json::parse(file);
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
    manifest.inputs = hashes_of(json.at("inputs"));
    manifest.outputs = hashes_of(json.at("outputs"));
    return manifest;
  } catch (const nlohmann::json::exception&) {
    return {};
  }
}

}  // namespace channelsim
