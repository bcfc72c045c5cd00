#!/usr/bin/env python3
"""Breaks the shipped scenarios in 3,000 places: the program must name each place and what is wrong.

A mutation knows where it broke the file, so the test knows which line, code and word to expect.
"""

import collections
import dataclasses
import itertools
import json
import random
import re
import shutil
import string
import subprocess
import sys
import unittest

import language

try:
    import yaml
except ImportError as missing:
    print(f"skipped: {missing}")
    sys.exit(77)

SEED = 20260701
MUTATIONS = 3000
FILES_PER_CALL = 250
# The last one has tables.
NAMES = ["minimal", "demo", "consumer_goods", "industrial", "franchise", "online_brand", "accounts"]
LEAST_MEANT = 0.95  # share of the misspellings for which the original word is offered
SHOWN = 12  # failures of a kind that are told

FAMILIES = ["normal", "lognormal", "uniform", "triangular", "pert", "beta", "gamma", "bernoulli",
            "discrete", "empirical"]
# What stands in place of a number; the page of the language has no table for it.
UNCERTAIN = {"dist": f"{', '.join(FAMILIES[:-1])} or {FAMILIES[-1]}",
             "confidence": "unstated, low, medium or high"} | dict.fromkeys(
    ["value", "min", "mode", "max", "mean", "sd", "p10", "p90", "shape", "name", "source"], "other")


def records():
    """record -> key -> (what may stand there, whether it is required), from the reference page."""
    page = (language.ROOT / "docs" / "reference" / "scenario.md").read_text(encoding="utf-8")
    result = {}
    for section in page.split("\n## ")[1:]:
        rows = re.findall(r"^\| `(\w+)` \|.*\| (.*) \| (.*) \|$", section, re.M)
        result[section.split("\n")[0]] = {key: (value, default == "required")
                                          for key, value, default in rows}
    result["uncertain"] = {key: (value, False) for key, value in UNCERTAIN.items()}
    return result


RECORDS = records()


@dataclasses.dataclass
class Site:
    """A key and its value, or an item of a list (then `key` is None)."""

    record: str
    key: yaml.Node | None
    value: yaml.Node
    kind: str  # what may stand there, in the words of the page
    required: bool
    parent: yaml.Node
    position: int  # among the parent's entries

    @property
    def word(self):
        return self.key.value if self.key else None

    @property
    def scalar(self):
        return isinstance(self.value, yaml.ScalarNode)

    @property
    def is_number(self):
        return bool(re.match(r"a (whole )?number", self.kind))

    @property
    def choices(self):
        """The words of a choice, also of the `type:` of a map."""
        listed = re.fullmatch(r"(?:a map with `type:` )?((?:\w+, )*\w+ or \w+)", self.kind)
        return re.split(r", | or ", listed[1]) if listed else []

    @property
    def is_truth(self):
        return self.kind == "true or false"

    @property
    def is_moment(self):
        return self.kind.startswith("a step")


@dataclasses.dataclass
class Mutation:
    kind: str
    origin: str
    text: str
    lines: set
    codes: set
    names: str  # what the message must say
    meant: str | None = None


class Scenario:
    def __init__(self, name):
        self.name = name
        self.text = (language.SCENARIOS / f"{name}.yaml").read_text(encoding="utf-8")
        self.lines = self.text.split("\n")
        self.tree = yaml.safe_load(self.text)
        self.sites, self.lists = [], []
        root = yaml.compose(self.text, yaml.SafeLoader)
        self.walk_map(root, "scenario")
        tops = {key.value: value for key, value in root.value}
        self.names = {key: [dict((k.value, v.value) for k, v in item.value).get("name")
                            for item in value.value if isinstance(item, yaml.MappingNode)]
                      for key, value in tops.items() if isinstance(value, yaml.SequenceNode)}

    def walk_map(self, node, record):
        for position, (key, value) in enumerate(node.value):
            kind, required = RECORDS[record].get(key.value, ("other", False))
            if key.value in ("type", "from_csv"):
                alternatives = [site for site in self.sites if site.value is node]
                kind = alternatives[0].kind if key.value == "type" else "a map (from_csv)"
            if "from_csv" in keys_of(node):
                required = False  # a column may give it
            site = Site(record, key, value, kind, required, node, position)
            self.sites.append(site)
            self.walk_value(site)

    def walk_value(self, site):
        node = site.value
        if isinstance(node, yaml.MappingNode):
            below = re.search(r"a map \((\w+)\)", site.kind)
            types = [value.value for key, value in node.value if key.value == "type"]
            if below:
                self.walk_map(node, below[1])
            elif "`type:`" in site.kind and types:
                self.walk_map(node, types[0])
            elif site.is_number:
                self.walk_map(node, "uncertain")
            elif site.kind == "a map of dotted paths to values" and site.record != "from_csv":
                for position, (key, value) in enumerate(node.value):
                    self.sites.append(Site("set", key, value, "path", False, node, position))
        elif isinstance(node, yaml.SequenceNode):
            below = re.match(r"a list of (\w+) records", site.kind)
            each = re.match(r"a list; each is (.*)", site.kind)
            self.lists.append(site)
            for position, item in enumerate(node.value):
                inner = Site(site.record, None, item, f"a map ({below[1]})" if below else
                             each[1] if each else "other", False, node, position)
                if site.word == "between":
                    inner.kind = "an uncertain value"
                self.sites.append(inner)
                self.walk_value(inner)

    def replaced(self, begin, end, text):
        return self.text[:begin] + text + self.text[end:]

    def with_value(self, site, text):
        """The text with another value; block values go with their lines."""
        begin, end = site.value.start_mark.index, self.end_of(site.value)
        if not site.scalar and not is_flow(site.value):
            begin = self.text.index(":", site.key.end_mark.index) + 1
            text = " " + text
        return self.replaced(begin, end, text)

    def end_of(self, node):
        """A block's own end mark is where the next token begins."""
        begin, end = node.start_mark.index, node.end_mark.index
        return begin + len(self.text[begin:end].rstrip())


def line_of(mark):
    return mark.line + 1


def misspelt(rng, word, taken):
    """One or two letters swapped or changed, so that it is none of the words taken; or None."""
    for _ in range(20):
        letters = list(word)
        for _ in range(1 if len(word) < 6 else rng.choice([1, 1, 2])):
            places = [i for i, c in enumerate(letters) if c in string.ascii_letters]
            if not places:
                return None
            i = rng.choice(places)
            if rng.random() < 0.5 and i + 1 in places:
                letters[i], letters[i + 1] = letters[i + 1], letters[i]
            else:
                letters[i] = rng.choice(string.ascii_lowercase)
        result = "".join(letters)
        if result != word and result not in taken:
            return result
    return None


def is_flow(node):
    return bool(node.flow_style)


def keys_of(node):
    return {key.value for key, _ in node.value} if isinstance(node, yaml.MappingNode) else set()


# Each takes a random generator and a scenario and gives a mutation, or None if there is no place.

def misspelt_key(rng, scenario):
    site = rng.choice([s for s in scenario.sites if s.key and s.record != "set"])
    known = set(RECORDS[site.record]) | {key.value for key, _ in site.parent.value}
    word = misspelt(rng, site.word, known | {"type", "from_csv"})
    if word is None:
        return None
    key = site.key
    text = scenario.replaced(key.start_mark.index, key.end_mark.index, word)
    return text, {line_of(key.start_mark)}, {"E104"}, f"'{word}'", site.word


def missing_key(rng, scenario):
    """The place is where the map begins that lacks the key."""
    site = rng.choice([s for s in scenario.sites if s.required and len(s.parent.value) > 1])
    entries = site.parent.value
    if site.position + 1 < len(entries):
        begin, end = site.key.start_mark.index, entries[site.position + 1][0].start_mark.index
    else:
        begin = scenario.end_of(entries[site.position - 1][1])
        end = scenario.end_of(site.value)
    text = scenario.replaced(begin, end, "")
    return text, {line_of(site.parent.start_mark)}, {"E105"}, f"'{site.word}'", None


def duplicate_key(rng, scenario):
    sites = [s for s in scenario.sites if s.key and s.scalar]
    site = rng.choice(sites)
    begin, end = site.key.start_mark, site.value.end_mark
    entry = scenario.text[begin.index:end.index]
    if is_flow(site.parent):
        line = line_of(end)
        text = scenario.replaced(end.index, end.index, ", " + entry)
    else:
        line = line_of(end) + 1
        next_line = scenario.text.index("\n", end.index)
        text = scenario.replaced(next_line, next_line, "\n" + " " * begin.column + entry)
    return text, {line}, {"E103"}, f"'{site.word}'", None


def duplicate_name(rng, scenario):
    named = collections.defaultdict(list)
    for site in scenario.sites:
        if site.word == "name" and site.record not in ("uncertain", "exchange_rate"):
            named[site.record].append(site)
    both = rng.choice([sites for sites in named.values() if len(sites) > 1])
    first, second = sorted(rng.sample(range(len(both)), 2))
    name = both[first].value.value
    text = scenario.with_value(both[second], name)
    return text, {line_of(both[second].value.start_mark)}, {"E201"}, f"'{name}'", None


def word_for_value(rng, scenario):
    site = rng.choice([s for s in scenario.sites if s.scalar and s.word != "channelsim" and
                       (s.is_number or s.is_truth or s.is_moment)])
    word = rng.choice(["many", "unknown", "tbd", "0x10", "010", "12_000", ".inf",
                       '"7"', "ja"])
    if site.is_moment:
        word = rng.choice(["soon", "2027-13", "spring", "2027-02-30"])
    text = scenario.with_value(site, word)
    return text, {line_of(site.value.start_mark)}, {"E301"}, word.strip('"'), None


def out_of_bounds(rng, scenario):
    number = r"(-?\d+(?:\.\d+)?)"
    candidates = []
    for site in scenario.sites:
        if not site.is_number or site.word == "channelsim" or not site.scalar:
            continue
        if both := re.search(rf", {number} to {number}", site.kind):
            candidates += [(site, f"{int(both[1]) - 1}"), (site, f"{int(both[2]) + 1}")]
        elif low := re.search(rf", (at least|above) {number}", site.kind):
            candidates += [(site, f"{int(low[2]) - 1}")]
            candidates += [(site, low[2])] if low[1] == "above" else []
    site, value = rng.choice(candidates)
    return (scenario.with_value(site, value), {line_of(site.value.start_mark)}, {"E302"}, value,
            None)


def wrong_unit(rng, scenario):
    site = rng.choice([s for s in scenario.sites if s.is_number and s.scalar and
                       s.word != "channelsim" and "figure's unit" not in s.kind])
    counts_time_or_money = re.search(r"(steps|per step|consumers|money per \w+)$", site.kind)
    unit = "pieces" if counts_time_or_money and "piece" not in site.kind else "weeks"
    unit = rng.choice([unit, unit, "bushels"])
    text = scenario.with_value(site, f"3 {unit}")
    names = f"3 {unit}" if unit != "bushels" else unit
    return text, {line_of(site.value.start_mark)}, {"E306"}, names, None


def distribution_where_none_may_stand(rng, scenario):
    site = rng.choice([s for s in scenario.sites if s.is_number and s.scalar and
                       "distribution" not in s.kind and s.word != "channelsim"])
    value = rng.choice(['"normal(5, 1)"', "{dist: uniform, min: 1, max: 2}"])
    return (scenario.with_value(site, value), {line_of(site.value.start_mark)}, {"E301"},
            "distribution", None)


def misspelt_choice(rng, scenario):
    site = rng.choice([s for s in scenario.sites if s.scalar and s.choices and not s.is_truth and
                       s.value.value in s.choices])
    word = misspelt(rng, site.value.value, site.choices)
    if word is None:
        return None
    return (scenario.with_value(site, word), {line_of(site.value.start_mark)}, {"E303"},
            f"'{word}'", site.value.value)


def misspelt_reference(rng, scenario):
    site = rng.choice([s for s in scenario.sites if s.scalar and
                       ("a name from `" in s.kind or s.kind == "an uncertain value")])
    known = itertools.chain(*scenario.names.values())
    word = misspelt(rng, site.value.value, set(known))
    if word is None:
        return None
    text = scenario.with_value(site, word)
    return text, {line_of(site.value.start_mark)}, {"E401"}, f"'{word}'", site.value.value


def misspelt_path(rng, scenario):
    """A part of a dotted path: a key, or the name of an entry."""
    paths = [s for s in scenario.sites if s.record == "set"]
    if not paths:
        return None
    site = rng.choice(paths)
    parts = site.word.split(".")
    at = rng.randrange(len(parts))
    known = set(itertools.chain(*scenario.names.values(), *RECORDS.values()))
    word = misspelt(rng, parts[at], known)
    if word is None:
        return None
    path = ".".join([*parts[:at], word, *parts[at + 1:]])
    key = site.key
    return (scenario.replaced(key.start_mark.index, key.end_mark.index, path),
            {line_of(key.start_mark)}, {"E104", "E404"}, f"'{word}'", parts[at])


def scalar_for_list(rng, scenario):
    site = rng.choice([s for s in scenario.lists if "records" in s.kind or s.word == "breakdown"])
    line = line_of(site.key.start_mark)
    return scenario.with_value(site, "nothing_here"), {line}, {"E106"}, "'nothing_here'", None


def list_for_map(rng, scenario):
    # Numbers are judged as numbers; where a table fills the map, its column comes first.
    sites = [s for s in scenario.sites if isinstance(s.value, yaml.MappingNode) and
             not s.is_number and (s.key or is_flow(s.value)) and
             not keys_of(s.value) & {"dist", "value"} and "from_csv" not in keys_of(s.parent)]
    site = rng.choice(sites)
    line = line_of((site.key or site.value).start_mark)
    return scenario.with_value(site, "[1, 2]"), {line}, {"E106"}, "a list", None


def wrong_indentation(rng, scenario):
    """The line, or the next entry's: people see either as the one that does not fit."""
    sites = [s for s in scenario.sites if s.key and not is_flow(s.parent)]
    site = rng.choice(sites)
    line = line_of(site.key.start_mark)
    written = scenario.lines[line - 1]
    shift = rng.choice([-2, -1, 1, 2, 3])
    indent = len(written) - len(written.lstrip())
    if indent + shift < 0:
        return None
    lines = scenario.lines.copy()
    lines[line - 1] = " " * (indent + shift) + written.lstrip()
    text = "\n".join(lines)
    try:
        if yaml.safe_load(text) == scenario.tree:
            return None  # it means the same
    except yaml.YAMLError:
        pass
    entry_end = line_of(site.value.end_mark) if site.scalar or is_flow(site.value) else line
    following = next((i + 1 for i in range(entry_end, len(lines))
                      if lines[i].strip() and not lines[i].lstrip().startswith("#")), line)
    return text, {line, following}, {"E1"}, "", None


def broken_quote(rng, scenario):
    """The place is that of the quote that opens."""
    sites = [s for s in scenario.sites if s.scalar and s.value.style == '"']
    if sites and rng.random() < 0.5:
        site = rng.choice(sites)
        end = site.value.end_mark.index
        text = scenario.replaced(end - 1, end, "")
    else:
        site = rng.choice([s for s in scenario.sites if s.scalar and s.value.style is None])
        begin = site.value.start_mark.index
        text = scenario.replaced(begin, begin, rng.choice("\"'"))
    return text, {line_of(site.value.start_mark)}, {"E101"}, "", None


def broken_bracket(rng, scenario):
    """The place is that of a bracket that opens: where an inner one is not closed, the next to
    close does so, and one of those around it stays open."""
    site = rng.choice([s for s in scenario.sites if not s.scalar and is_flow(s.value)])
    end = site.value.end_mark.index
    mark = scenario.text[end - 1]
    text = scenario.replaced(end - 1, end, rng.choice(["", ")", "]" if mark == "}" else "}"]))
    around = [s for s in scenario.sites if not s.scalar and is_flow(s.value) and
              s.value.start_mark.index <= site.value.start_mark.index and
              s.value.end_mark.index >= end]
    return text, {line_of(s.value.start_mark) for s in around}, {"E101"}, "", None


KINDS = [misspelt_key, missing_key, duplicate_key, duplicate_name, word_for_value, out_of_bounds,
         wrong_unit, distribution_where_none_may_stand, misspelt_choice, misspelt_reference,
         misspelt_path, scalar_for_list, list_for_map, wrong_indentation, broken_quote,
         broken_bracket]


def mutations():
    rng = random.Random(SEED)
    scenarios = [Scenario(name) for name in NAMES]
    found, seen = [], set()
    for kind in itertools.cycle(KINDS):
        if len(found) == MUTATIONS:
            return found
        for _ in range(20):  # a kind of few places runs dry
            scenario = rng.choice(scenarios)
            try:
                broken = kind(rng, scenario)
            except IndexError:  # no such place in this scenario
                continue
            if broken and broken[0] not in seen:
                seen.add(broken[0])
                found.append(Mutation(kind.__name__, scenario.name, *broken))
                break


def fault(mutation, errors):
    """What is wrong with what the program said of a mutation; None if nothing is."""
    if not errors:
        return "it was accepted"
    here = [error for error in errors if error["line"] in mutation.lines]
    if not here:
        return "no error stands in line " + " or ".join(map(str, sorted(mutation.lines)))
    right = [e for e in here if any(e["code"].startswith(code) for code in mutation.codes)]
    if not right:
        return f"no error there is {' or '.join(sorted(mutation.codes))}"
    if not any(mutation.names in error["message"] for error in right):
        return f"no message there says {mutation.names}"
    return None


class Mutations(language.LanguageTest):
    def issues(self, texts):
        """What the program says of each text, in their order."""
        shutil.copy(language.SCENARIOS / "accounts.csv", self.folder)
        names = [f"{i:04}.yaml" for i in range(len(texts))]
        for name, text in zip(names, texts):
            (self.folder / name).write_text(text, encoding="utf-8")
        found = collections.defaultdict(list)
        for i in range(0, len(names), FILES_PER_CALL):
            finished = subprocess.run(
                [str(language.PROGRAM), "validate", "--json", *names[i:i + FILES_PER_CALL]],
                cwd=self.folder, capture_output=True, timeout=120)
            self.assertEqual(finished.returncode, 2, finished.stderr.decode())
            for issue in json.loads(finished.stdout):
                if issue["severity"] == "error":
                    found[issue["file"]].append(issue)
        return [found[name] for name in names]

    def test_each_is_refused_at_its_place_with_its_code_and_its_word(self):
        broken = mutations()
        self.assertEqual(len(broken), MUTATIONS)
        counts = collections.Counter(mutation.kind for mutation in broken)
        self.assertEqual(set(counts), {kind.__name__ for kind in KINDS})
        meant, offered = collections.Counter(), collections.Counter()
        faults = collections.defaultdict(list)
        for mutation, errors in zip(broken, self.issues([m.text for m in broken])):
            if wrong := fault(mutation, errors):
                faults[mutation.kind].append(self.told(mutation, errors, wrong))
            elif mutation.meant:
                meant[mutation.kind] += 1
                offered[mutation.kind] += any(
                    f"did you mean '{mutation.meant}'?" in error["message"] for error in errors)
        for kind, count in counts.items():
            share = f", meant word offered {offered[kind]}/{meant[kind]}" if meant[kind] else ""
            print(f"{kind}: {count - len(faults[kind])}/{count} told rightly{share}")
        told = [text for texts in faults.values() for text in texts[:SHOWN]]
        if told:
            self.fail("\n\n".join(["", *told]))
        self.assertGreaterEqual(offered.total() / meant.total(), LEAST_MEANT)

    @staticmethod
    def told(mutation, errors, wrong):
        before = (language.SCENARIOS / f"{mutation.origin}.yaml").read_text(encoding="utf-8")
        line = min(mutation.lines)
        said = [f"    {e['line']}:{e['column']} {e['code']} {e['message']}" for e in errors[:4]]
        return "\n".join([
            f"{mutation.kind} in {mutation.origin}.yaml: {wrong}",
            f"  - {before.splitlines()[line - 1]}",
            f"  + {(mutation.text.splitlines() + [''] * line)[line - 1]}", *said])


if __name__ == "__main__":
    unittest.main(verbosity=2)
