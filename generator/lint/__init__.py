"""Check that the contract is well written: each rule a small function, each finding a line to act on.

A rule takes the contract, laid out as a `SchemaIndex`, and yields the places where it is broken and what
to do there. To add one, write it in the module of its stage and decorate it with its name.
"""

from . import fields as fields
from . import operations as operations
from . import structure as structure
from .rules import RULES as RULES
from .rules import STAGES as STAGES
from .rules import Finding as Finding
from .rules import lint as lint
