"""How much of a declared pipeline mlaudit recovers from code and command lines alone.

`systems.py` says what one kind of pipeline file must offer: the declared truth, and a way to hide
it. `measuring.py` is the whole way; docs/accuracy.md gives the method and the figures.
"""
