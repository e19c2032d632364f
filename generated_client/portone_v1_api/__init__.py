# Made by `make generate` from the contract in spec/. Do not edit: the next run overwrites it.
"""The low-level client of PortOne V1: models, resources and operations, without any I/O.

Users import `portone_v1`; this package is what it is built on. Importing it loads neither a model nor
an HTTP library.
"""

from __future__ import annotations

from .errors import ConfigurationError, PortOneError, UnexpectedAnswer
from .operations import COMMON_ERRORS, OPERATIONS

__all__ = ["COMMON_ERRORS", "OPERATIONS", "ConfigurationError", "PortOneError", "UnexpectedAnswer"]
