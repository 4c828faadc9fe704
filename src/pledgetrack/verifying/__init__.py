"""A PDF report of any origin -> what in it does not agree with the data that it carries.

The straight line: :mod:`confining` starts a process that may take little time and memory;
there :mod:`opening` takes the file apart, :mod:`holding` compares its attachments with each
other, and :mod:`counting` answers each printed figure from the register and looks for it on its
page. :mod:`comparing` holds the result against a register that the reader trusts.
"""

from pledgetrack.verifying.comparing import compare
from pledgetrack.verifying.confining import verify
from pledgetrack.verifying.verdict import Verdict

__all__ = ["Verdict", "compare", "verify"]
