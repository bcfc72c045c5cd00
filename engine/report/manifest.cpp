#include "engine/report/manifest.hpp"

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
  json.end_object();
  return json.text();
}

}  // namespace channelsim
