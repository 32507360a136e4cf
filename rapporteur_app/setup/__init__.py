"""Set up: what a selection starts from, its dates, its members, and the criteria until they are frozen."""
