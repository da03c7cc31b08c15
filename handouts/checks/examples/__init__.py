"""A failing and a passing example for each rule: shown in the rules page, and the rules' own tests. One file for each family."""
