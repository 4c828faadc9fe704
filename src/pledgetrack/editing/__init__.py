"""New records and new assessments, written as an editor would write them.

A draft or an addition is made here, held against the whole register by the same stages that load
it, and only then written, whole or not at all.
"""
