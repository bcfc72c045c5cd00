// Numbers in pictures read as those in tables do (tests/engine/base/figures.test.cpp).

import assert from "node:assert/strict";
import test from "node:test";

import { Choice } from "../../tools/web/src/choice.js";
import { Numbers } from "../../tools/web/src/numbers.js";

const english = new Numbers("en", { points: "points" });
const chinese = new Numbers("zh", { points: "个百分点" });

test("large numbers are in millions, or in 万 and 亿", () => {
  assert.equal(english.quantity(1_240_000, "CNY"), "1.24 M CNY");
  assert.equal(english.quantity(12_300, "pieces"), "12.3 k pieces");
  assert.equal(english.quantity(1_230, "pieces"), "1,230 pieces");
  assert.equal(chinese.quantity(1_240_000, "元"), "124 万元");
  assert.equal(chinese.quantity(120_000_000, "CNY"), "1.2 亿 CNY");
});

test("shares are percent, their differences points", () => {
  assert.equal(english.quantity(0.064, "share"), "6.4 %");
  assert.equal(chinese.quantity(0.064, "share"), "6.4%");
  assert.equal(english.quantity(-0.031, "share", { difference: true }), "-3.1 points");
  assert.equal(chinese.quantity(0.031, "share", { difference: true }), "+3.1 个百分点");
});

test("labels beside one another have the decimals of the largest", () => {
  const scale = english.scale("CNY", 42_600_000);
  assert.deepEqual(
    [42_600_000, 1_500_000, 0].map((value) => english.label(value, scale, 42_600_000)),
    ["42.6", "1.5", "0"],
  );
  assert.equal(english.label(1_500_000, scale, 42_600_000, true), "+1.5");
  assert.equal(english.tick(40_000_000, scale), "40");
});

test("Chinese numbers beside one another are whole 万 up to 10 亿", () => {
  assert.deepEqual(
    [42_600_000, 232_000_000, 2_320_000_000].map((largest) => chinese.commonScale("元", largest).unit),
    ["万元", "万元", "亿元"],
  );
  assert.equal(chinese.label(231_987_654, chinese.commonScale("元", 231_987_654), 231_987_654), "23,199");
  assert.equal(english.commonScale("CNY", 232_000_000).unit, "M CNY");
});

test("a plan is hidden and shown for all who listen, the last one stays", () => {
  const choice = new Choice(2);
  let told = 0;
  choice.onChange(() => told++);
  choice.toggle(0);
  assert.deepEqual([choice.shows(0), choice.shows(1), choice.shows(null), told], [false, true, true, 1]);
  choice.toggle(1);
  assert.equal(choice.shows(1), true);
  choice.toggle(0);
  assert.equal(choice.shows(0), true);
  assert.equal(choice.among(new Set([1])).shows(0), true);
});
