"""The window: Qt, and the only folder that imports it. Pages hold layout and wiring; the rules are the use cases'."""
