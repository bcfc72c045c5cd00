#include "engine/report/web_bundle.hpp"

#include <cstddef>
#include <web_style.hpp>

#ifdef CHANNELSIM_WEB_SCRIPT
// A literal of this size would take the compiler long; the assembler copies the file.
asm(".pushsection .rodata,\"a\",@progbits\n"
    ".hidden channelsim_web_script\n"
    ".hidden channelsim_web_script_end\n"
    ".global channelsim_web_script\n"
    ".global channelsim_web_script_end\n"
    "channelsim_web_script:\n"
    ".incbin \"" CHANNELSIM_WEB_SCRIPT
    "\"\n"
    "channelsim_web_script_end:\n"
    ".popsection\n");
extern "C" __attribute__((visibility("hidden"))) const char channelsim_web_script[];
extern "C" __attribute__((visibility("hidden"))) const char channelsim_web_script_end[];
#endif

namespace channelsim {

std::string_view web_script() {
#ifdef CHANNELSIM_WEB_SCRIPT
  return {channelsim_web_script,
          static_cast<std::size_t>(channelsim_web_script_end - channelsim_web_script)};
#else
  return {};
#endif
}

std::string_view web_style() { return embedded::web_style[0]; }

}  // namespace channelsim
