"""The register of objections, on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Kuska

GROUND = "Sin opinión técnica del sector."


def test_an_objection_is_put_on_the_register_ends_and_is_counted(
    kuska: Kuska, sample: Path
) -> None:
    raised = kuska(
        "objection", sample, "--about", "A-1", "--by", "O-1", "--ground", GROUND,
        "--kind", "adverse_opinion", "--on", "2026-04-20", "--stopped", "--json",
    )  # fmt: skip
    code = raised.json["code"]
    kuska("objection-answered", sample, code, "--author", "denied", "--reply", "No es.")
    ended = kuska("objection-ended", sample, code, "lifted", "--how", "Se incluyó.")

    told = kuska("objections", sample, "--json").json
    assert ended.status == 0
    [objection] = told["objections"]
    assert objection["about"].endswith("-1")
    assert told["institutions"][0]["vetoes"] == told["institutions"][0]["lifted"] == 1
    assert told["institutions"][0]["denied"] == 1
    assert GROUND in kuska("objections", sample).out


def test_an_objection_is_against_something_that_can_be_objected_to(
    kuska: Kuska, sample: Path
) -> None:
    refused = kuska(
        "objection", sample, "--about", "O-1", "--by", "O-1", "--ground", GROUND
    )

    assert refused.status == 1
    assert "O-1" in refused.err
    assert kuska("objections", sample).out.strip() == "Nobody objected to anything."
