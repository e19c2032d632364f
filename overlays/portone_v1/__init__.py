"""PortOne V1 payments in Python, where every failure says whether it happened."""

from portone_v1_api.attempts import Attempt
from portone_v1_api.values import KST

from ._version import __version__
from .client import AsyncPortOne, PortOne
from .core.raw import RawAnswer
from .errors import (
    AlreadyDone,
    ApiError,
    AuthenticationError,
    AwaitingDeposit,
    ChargePending,
    ConfigurationError,
    Conflict,
    ConnectError,
    Declined,
    InvalidRequest,
    InvalidWebhook,
    LimitExceeded,
    NoAnswer,
    NotFound,
    NotPaid,
    NotSupported,
    Outcome,
    PermissionDenied,
    PortOneError,
    RateLimited,
    Refused,
    ServerError,
    UnexpectedAnswer,
    VerificationFailed,
    VerificationReason,
)
from .observe.exchange import HttpExchange, RequestSummary
from .resolution import Resolution

__all__ = [
    "KST",
    "AlreadyDone",
    "ApiError",
    "AsyncPortOne",
    "Attempt",
    "AuthenticationError",
    "AwaitingDeposit",
    "ChargePending",
    "ConfigurationError",
    "Conflict",
    "ConnectError",
    "Declined",
    "HttpExchange",
    "InvalidRequest",
    "InvalidWebhook",
    "LimitExceeded",
    "NoAnswer",
    "NotFound",
    "NotPaid",
    "NotSupported",
    "Outcome",
    "PermissionDenied",
    "PortOne",
    "PortOneError",
    "RateLimited",
    "RawAnswer",
    "Refused",
    "RequestSummary",
    "Resolution",
    "ServerError",
    "UnexpectedAnswer",
    "VerificationFailed",
    "VerificationReason",
    "__version__",
]
