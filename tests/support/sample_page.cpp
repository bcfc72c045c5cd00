// Writes the page of the sample report: sample_page LANGUAGE [hostile]

#include <cstdio>
#include <string_view>

#include "engine/report/page.hpp"
#include "tests/support/sample_document.hpp"

int main(int count, char** arguments) {
  using namespace channelsim;
  const auto language = language_of(count > 1 ? arguments[1] : "");
  if (!language) return 2;
  const bool hostile = count > 2 && std::string_view(arguments[2]) == "hostile";
  const Document document = hostile ? hostile_document(*language) : sample_document(*language);
  const std::string page = page_of(document, Words(*language, engine_catalogues()));
  return std::fwrite(page.data(), 1, page.size(), stdout) == page.size() ? 0 : 1;
}
