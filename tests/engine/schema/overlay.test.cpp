#include "engine/schema/overlay.hpp"

#include "engine/schema/writer.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/garden.hpp"

using namespace channelsim;
using garden::Lines;
using garden::told;
using garden::tree;

namespace {
/// A tree in one line.
std::string flat(const Node& node) {
  std::string text;
  switch (node.kind) {
    case Node::Kind::null:
      return "~";
    case Node::Kind::scalar:
      return node.text;
    case Node::Kind::map:
      for (const Entry& entry : node.entries)
        text += (text.empty() ? "" : " ") + entry.key + ":" + flat(entry.value);
      return "{" + text + "}";
    case Node::Kind::list:
      for (const Node& item : node.items) text += (text.empty() ? "" : " ") + flat(item);
      return "[" + text + "]";
  }
  return text;
}
/// What is wrong: "E404 message / hint".
std::string first_of(const Issues& issues) {
  return to_string(issues[0].code) + " " + issues[0].message + " / " + issues[0].hint;
}
std::string merged(const char* base, const char* over) {
  Issues issues;
  Node result = tree(base);
  merge(result, tree(over), issues);
  return issues.empty() ? flat(result) : first_of(issues);
}
/// What `--set argument` makes of a text, or what is wrong with it.
std::string set(const char* base, const char* argument) {
  Issues issues;
  Node result = tree(base);
  const Entry setting = parse_setting(argument, issues);
  if (issues.empty()) apply_patch(result, setting, issues);
  return issues.empty() ? flat(result) : first_of(issues);
}
}  // namespace

TEST_CASE("maps merge, values and plain lists replace, null deletes") {
  CHECK(merged("{a: 1, b: {c: 2, d: 3}}", "{b: {d: 4, e: 5}}") == "{a:1 b:{c:2 d:4 e:5}}");
  CHECK(merged("{a: [1, 2]}", "{a: [3]}") == "{a:[3]}");
  CHECK(merged("{a: 1, b: 2}", "{a: ~}") == "{b:2}");
  CHECK(merged("{a: {b: 1, c: 2}}", "{a: {b: ~}}") == "{a:{c:2}}");
  CHECK(merged("{a: 1}", "{a: {b: 2}}") == "{a:{b:2}}");
  CHECK(merged("{a: {b: 2}}", "{a: 1}") == "{a:1}");
}

TEST_CASE("lists of named entries merge by name, new names come last") {
  CHECK(merged("{l: [{name: x, v: 1}, {name: y, v: 2}]}",
               "{l: [{name: z, v: 4}, {name: y, v: 3}]}") ==
        "{l:[{name:x v:1} {name:y v:3} {name:z v:4}]}");
  CHECK(merged("{l: [{name: x}]}", "{l: [{v: 1}]}") == "{l:[{v:1}]}");
  CHECK(merged("{l: [{name: x}]}", "{l: []}") == "{l:[]}");
}

TEST_CASE("another alternative takes nothing from the one it replaces") {
  CHECK(merged("{w: {type: drip, flow: 2}}", "{w: {type: can, refill: 3}}") ==
        "{w:{type:can refill:3}}");
  CHECK(merged("{w: {type: drip, flow: 2}}", "{w: {type: drip, rate: 3}}") ==
        "{w:{type:drip flow:2 rate:3}}");
  CHECK(merged("{w: {type: drip, flow: 2}}", "{w: {flow: 5}}") == "{w:{type:drip flow:5}}");
}

TEST_CASE("another distribution, or a sure value, takes nothing from the one it replaces") {
  CHECK(merged("{p: {dist: pert, min: 1, mode: 2, max: 3}}", "{p: {dist: normal, mean: 2}}") ==
        "{p:{dist:normal mean:2}}");
  CHECK(merged("{p: {dist: pert, min: 1, mode: 2, max: 3}}", "{p: {max: 4}}") ==
        "{p:{dist:pert min:1 mode:2 max:4}}");
  CHECK(merged("{p: {dist: pert, min: 1, source: x}}", "{p: {value: 2}}") == "{p:{value:2}}");
  CHECK(merged("{p: {value: 1, source: x}}", "{p: {value: 2}}") == "{p:{value:2}}");
  CHECK(merged("{p: {value: 1, source: x}}", "{p: {confidence: high}}") ==
        "{p:{value:1 source:x confidence:high}}");
  CHECK(merged("{p: 3}", "{p: {dist: normal, mean: 2}}") == "{p:{dist:normal mean:2}}");
  CHECK(merged("{p: {dist: normal, mean: 2}}", "{p: 3}") == "{p:3}");
}

TEST_CASE("a map laid on a list changes the entries it names, one that is not there is told") {
  constexpr const char* list = "{l: [{name: mint, v: 1}, {name: sage, v: 2}]}";
  CHECK(merged(list, "{l: {sage: {v: 3, w: 4}}}") == "{l:[{name:mint v:1} {name:sage v:3 w:4}]}");
  CHECK(merged(list, "{l: {mint: ~}}") == "{l:[{name:sage v:2}]}");
  CHECK(merged(list, "{l: {dill: {v: 3}}}") ==
        "E404 l has no entry 'dill' / entries: mint and sage");
  CHECK(merged(list, "{l: {sag: ~}}") ==
        "E404 l has no entry 'sag'; did you mean 'sage'? / entries: mint and sage");
  CHECK(merged("{l: []}", "{l: {x: {v: 1}}}") == "{l:{x:{v:1}}}");  // for the reader to refuse
}

TEST_CASE("a null for a key that is not there stays, for the reader to refuse") {
  CHECK(merged("{a: 1}", "{b: ~}") == "{a:1 b:~}");
}

TEST_CASE("a dotted path reaches keys, and entries of lists by name") {
  CHECK(set("{a: 1}", "a=2") == "{a:2}");
  CHECK(set("{a: {b: {c: 1}}}", "a.b.c=2") == "{a:{b:{c:2}}}");
  CHECK(set("{l: [{name: x, v: 1}, {name: y, v: 1}]}", "l.y.v=2") ==
        "{l:[{name:x v:1} {name:y v:2}]}");
  CHECK(set("{l: [{name: x, m: [{name: y, v: 1}]}]}", "l.x.m.y.v=2") ==
        "{l:[{name:x m:[{name:y v:2}]}]}");
  CHECK(set("{a: 1}", "b.c=2") == "{a:1 b:{c:2}}");  // for the reader to judge
  CHECK(set("{a: ~}", "a.b=2") == "{a:{b:2}}");
}

TEST_CASE("where names hold dots, the longest that leaves a field wins") {
  CHECK(set("{l: [{name: a, v: 1}, {name: a.b, v: 1}]}", "l.a.b.v=2") ==
        "{l:[{name:a v:1} {name:a.b v:2}]}");
  CHECK(set("{l: [{name: a.b, v: 1}, {name: a, v: 1}]}", "l.a.v=2") ==
        "{l:[{name:a.b v:1} {name:a v:2}]}");
  CHECK(set("{l: [{name: a, b: 1}, {name: a.b, b: 1}]}", "l.a.b=2") ==
        "{l:[{name:a b:2} {name:a.b b:1}]}");
}

TEST_CASE("a setting takes any YAML value, an empty one deletes") {
  CHECK(set("{a: 1}", "a=[1, 2]") == "{a:[1 2]}");
  CHECK(set("{a: 1}", "a={b: 2}") == "{a:{b:2}}");
  CHECK(set("{a: 1, b: 2}", "a=") == "{b:2}");
  CHECK(set("{a: 1}", "a=x=y") == "{a:x=y}");
  CHECK(set("{a: 1}", "a=[1") == "E101 the '[' that opens here is not closed / close it with ]");
  CHECK(set("{a: 1}", "a=&x 1").starts_with("E107"));
}

TEST_CASE("a path that leads nowhere says how far it could be followed") {
  CHECK(set("{l: [{name: mint, v: 1}, {name: sage}]}", "l.mnit.v=2") ==
        "E404 `l` has no entry 'mnit'; did you mean 'mint'? / entries: mint and sage");
  CHECK(set("{l: []}", "l.x.v=2") == "E404 `l` has no entry 'x' / the list is empty");
  CHECK(set("{l: [1, 2]}", "l.0=2") ==
        "E404 `l` has no entry '0' / its entries have no names; give the list as a whole");
  CHECK(set("{l: [{name: x}]}", "l.x=2") ==
        "E404 the path ends at a whole entry / name the field to change: `l.x.FIELD`");
  CHECK(set("{a: 1}", "a.b=2") == "E404 the path goes on ('b') behind the value '1' / ");
  CHECK(set("{a: 1}", "a") == "E404 no value is given / write --set PATH=VALUE");
  CHECK(set("{a: 1}", "=5") == "E404 no value is given / write --set PATH=VALUE");
  std::string many = "{l: [";
  for (int i = 0; i < 20; ++i) many += "{name: entry_" + std::to_string(i) + "}, ";
  CHECK(set((many + "]}").c_str(), "l.x.v=1").ends_with("entry_10, entry_11 and others"));
}

TEST_CASE("a patched value is placed at the patch") {
  Issues issues;
  Node root = tree("title: T\nbeds: [{name: a, rows: 3}]\n");
  apply_patch(root, parse_setting("beds.a.rows=99", issues), issues);
  apply_patch(root, parse_setting("beds.a.rosw=9", issues), issues);
  Reader(issues).read_document<garden::Garden<Parameter>>(root);
  CHECK(told(issues) ==
        Lines{"--set beds.a.rosw=9 E104 beds[0]", "--set beds.a.rows=99 E302 beds[0].rows"});
}
