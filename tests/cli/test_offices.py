from __future__ import annotations

from typing import TYPE_CHECKING

from workshop_app.cli.statuses import DONE, REFUSED

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Kuska


def test_the_office_is_amended_and_told(
    kuska: Kuska, sample: Path, tmp_path: Path
) -> None:
    notice = tmp_path / "notice.txt"
    notice.write_text("Sus datos se usan para esto.\n", "utf-8")

    told = kuska(
        *("office", sample, "--name", " Gobierno  Regional ", "--acronym", "GRP"),
        *("--signatory", "nelida huamani ccori", "--review-days", "20"),
        *("--privacy-notice", notice, "--privacy-notice-version", "2", "--json"),
    )

    assert told.status == DONE
    assert told.json["name"] == "Gobierno Regional"
    assert told.json["acronym"] == "GRP"
    assert told.json["review_days"] == 20
    assert told.json["signatory"]
    assert told.json["privacy_notice"] == "Sus datos se usan para esto."
    assert "Nélida Huamaní Ccori" in kuska("office", sample).out


def test_without_options_nothing_is_written(kuska: Kuska, sample: Path) -> None:
    name = kuska("office", sample, "--json").json["name"]
    before = kuska("history", sample, "--json").out

    told = kuska("office", sample)
    kuska("office", sample, "--name", name)

    assert told.status == DONE
    assert kuska("history", sample, "--json").out == before


def test_a_signatory_is_taken_away_by_naming_nobody(kuska: Kuska, sample: Path) -> None:
    told = kuska("office", sample, "--signatory", "", "--unit", "")

    assert "(nothing yet)" in told.out
    assert kuska("office", sample, "--json").json["signatory"] is None


def test_a_signatory_nobody_knows_changes_nothing(kuska: Kuska, sample: Path) -> None:
    before = kuska("dump", sample).out

    told = kuska("office", sample, "--name", "Otra", "--signatory", "Nadie")

    assert told.status == REFUSED
    assert kuska("dump", sample).out == before
