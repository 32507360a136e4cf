"""Decision: who is selected and why, who stands behind it, the chair's signature, the person's answer."""
