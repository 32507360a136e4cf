"""The rehearsal: the whole job on the fictional sample selection, through the real use cases; and the self-test."""
