"""What the code of a definition file makes when it is loaded: an evaluation with unknown values.

Systems in which code builds steps as objects (operators, pipeline steps, components) are read by
what is made, whatever loops and functions of the file it is made in.
"""
