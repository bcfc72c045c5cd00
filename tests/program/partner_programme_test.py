#!/usr/bin/env python3
"""The partner programme turns where its certificates are worth what they cost, and its accounts can be followed."""

import unittest

from program import SCENARIOS, ProgramTest

SCENARIO = SCENARIOS / "partner_programme.yaml"


class PartnerProgramme(ProgramTest):
    def plans(self, *options):
        results = self.run_program(SCENARIO, "-n", 60, *options).results
        return {s["name"]: {name: kpi["mean"] for name, kpi in s["kpis"].items()} for s in results["strategies"]}

    def gain(self, worth):
        """What the programme is worth more than three points of discount, when certificates are worth that much."""
        plans = self.plans("--set", f"partner_programmes.club.certification.attraction={worth}")
        return plans["club"]["manufacturer_npv"] - plans["discount"]["manufacturer_npv"]

    def test_what_a_certificate_is_worth_to_customers_decides(self):
        self.assertLess(self.gain(0.08), -100_000)
        self.assertGreater(self.gain(0.25), 100_000)

    def test_tiers_alone_cost_more_than_they_bring(self):
        plans = self.plans()
        self.assertLess(plans["tiers"]["manufacturer_npv"], plans["as_is"]["manufacturer_npv"] - 200_000)
        self.assertGreater(plans["tiers"]["partner_npv"], plans["as_is"]["partner_npv"])

    def test_the_programme_costs_nothing_where_it_does_not_run(self):
        plans = self.plans()
        self.assertEqual(plans["as_is"]["programme_cost"], 0)
        self.assertEqual(plans["as_is"]["tiered_share"], 0)
        self.assertGreater(plans["club"]["certified_share"], 0.6)

    def test_better_terms_bring_more_partners(self):
        plans = self.plans()
        self.assertGreater(plans["discount"]["contracts"], plans["as_is"]["contracts"])
        self.assertLess(plans["discount"]["declined"], plans["as_is"]["declined"])


unittest.main(verbosity=2)
