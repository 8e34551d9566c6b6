"""The exchange file `.kuskax`: a process's history on its way between computers.

This is what the rest of the program uses; `docs/exchange-format.md` says what the
bytes are.  It knows no SQL and believes nothing: what comes out is what somebody
signed, and whether it counts is for the store to decide.
"""

from __future__ import annotations

from workshop_app.exchange.age_box import ForKeys, Lock, Open, WithPassphrase
from workshop_app.exchange.age_keys import new_exchange_key
from workshop_app.exchange.exchange_errors import (
    Check,
    ExchangeFileDamagedError,
    ExchangeFileError,
    ExchangeFileLockedError,
    ExchangeFileMissingError,
    ExchangeFileTooLargeError,
    ExchangeFileTooNewError,
    ExchangeFileUnreadableError,
    ExchangeFileUnverifiedError,
    ExchangeFileUnwrittenError,
    ExchangeKeyError,
    ExchangeSignatureFalseError,
    NoRoomToPrepareError,
    NotAnExchangeFileError,
    WrongExchangePassphraseError,
)
from workshop_app.exchange.exchange_reading import (
    Contents,
    open_exchange_file,
    outer_hash,
)
from workshop_app.exchange.exchange_writing import (
    LogTold,
    Written,
    write_exchange_file,
)

__all__ = [
    "Check",
    "Contents",
    "ExchangeFileDamagedError",
    "ExchangeFileError",
    "ExchangeFileLockedError",
    "ExchangeFileMissingError",
    "ExchangeFileTooLargeError",
    "ExchangeFileTooNewError",
    "ExchangeFileUnreadableError",
    "ExchangeFileUnverifiedError",
    "ExchangeFileUnwrittenError",
    "ExchangeKeyError",
    "ExchangeSignatureFalseError",
    "ForKeys",
    "Lock",
    "LogTold",
    "NoRoomToPrepareError",
    "NotAnExchangeFileError",
    "Open",
    "WithPassphrase",
    "Written",
    "WrongExchangePassphraseError",
    "new_exchange_key",
    "open_exchange_file",
    "outer_hash",
    "write_exchange_file",
]
