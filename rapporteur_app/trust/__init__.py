"""Keys, signing, sealing: the only folder that imports PyNaCl, and one that knows neither database nor stage.

The protocol, and what it does not protect against, stands in trust.md. Everything here takes and gives bytes, texts
and dataclasses; who may do what, and when, is decided by the stages that call it.
"""
