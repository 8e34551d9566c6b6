"""An error for people says what is wrong and what to do."""

from __future__ import annotations

from workshop_app.errors import AppError


def test_an_error_reads_as_sentence_and_advice() -> None:
    error = AppError("The file is empty.", advice="Choose another one.")

    assert str(error) == "The file is empty. Choose another one."
    assert (error.message, error.advice) == (
        "The file is empty.",
        "Choose another one.",
    )


def test_an_error_without_advice_ends_after_its_sentence() -> None:
    assert str(AppError("The file is empty.")) == "The file is empty."
