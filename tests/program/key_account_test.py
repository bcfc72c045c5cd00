#!/usr/bin/env python3
"""scenarios/key_account.yaml: at list price the chain is the best customer, at net-net it is not.

The trap is to judge a customer by what it is invoiced. Each term is taken away in turn, and the terms
together are what changes the answer.
"""

import unittest

from program import SCENARIOS, ProgramTest

SCENARIO = SCENARIOS / "key_account.yaml"
CHAIN = "key_accounts.chain."
LIST_PRICE = ["back_margin=null", "discount=0", "listing_fee=0", "compares_prices=none", "service=null", "own_label=null"]
PATIENT = "demands=null"


class KeyAccount(ProgramTest):
    def figures(self, *settings, plans="as_is,accept,marketplace"):
        run = self.run_program(SCENARIO, "-n", 100, "--strategy", plans,
                               *(part for setting in settings for part in ("--set", CHAIN + setting)))
        return {s["name"]: {name: kpi["mean"] for name, kpi in s["kpis"].items()} for s in run.results["strategies"]}

    def test_at_list_price_the_chain_is_the_best_and_net_net_it_is_not(self):
        trap, terms = self.figures(*LIST_PRICE, PATIENT), self.figures()
        best = {name: max(plans, key=lambda plan: plans[plan]["manufacturer_npv"])
                for name, plans in (("list", trap), ("net-net", terms))}
        self.assertEqual(best, {"list": "accept", "net-net": "marketplace"})

    def test_the_chain_pays_far_less_than_the_list_price(self):
        chain = {name.removesuffix("[account=chain]"): value for name, value in self.figures()["accept"].items()
                 if name.endswith("[account=chain]")}
        self.assertLess(chain["net_net_price"], 0.82 * 6.4)
        for cost in ("back_margin", "price_claims"):
            self.assertGreater(chain[cost], 0)

    def test_each_term_costs_the_maker_something(self):
        def accepted(*settings):
            return self.figures(*settings, PATIENT, plans="accept")["accept"]["manufacturer_npv"]
        with_all = accepted()
        for term in LIST_PRICE:
            with self.subTest(term):
                self.assertGreater(accepted(term), with_all)

    def test_an_offer_below_its_demand_is_answered(self):
        plans = self.figures(plans="as_is,accept,offer_less")
        self.assertEqual(plans["accept"]["steps_delisted"], 0)
        self.assertGreater(plans["offer_less"]["steps_delisted"], 50)

    def test_the_family_pack_is_sold_online_alone(self):
        plans = self.figures(plans="as_is,marketplace")
        self.assertEqual(plans["as_is"]["units_sold[channel=marketplace_shop]"], 0)
        self.assertGreater(plans["marketplace"]["new_buyers[channel=marketplace_shop]"], 0)


unittest.main(verbosity=2)
