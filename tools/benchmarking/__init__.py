"""Speed, measured: workloads and what they must answer, peers, runs turn by turn, tables."""
