"""Somebody at the keyboard, who knows the keys and waits for what is announced."""

from __future__ import annotations

import time
from string import Formatter
from typing import TYPE_CHECKING

from tests.journeys.window.desk import NothingOfTheKindError
from workshop_app.i18n import Language, language, ntr, tr

if TYPE_CHECKING:
    from pathlib import Path

    from tests.journeys.window.desk import Desk


GAP = "\0"
"""Stands for a value that nobody knows beforehand."""

KNOWN_LATER = 2
"""People of whom something is said; more than one."""

FILE_NAME = {Language.ENGLISH: "File name", Language.SPANISH: "Nombre de archivo"}
"""What Qt's own dialog calls it."""

OUTCOMES = {1: "Accepted", 6: "Not accepted"}
"""Answers by their key."""

CLOSING = "The session is closed at the hour above: nothing is added then."
ISSUING = (
    "{number}, version {version}, becomes final ({language}, {edition}). It "
    "can be signed then; what changes later is the next version."
)
"""What is asked before two deeds that are not undone."""


class Facilitator:
    """Holds a table with the keyboard alone.

    Attributes:
        spoken: What the window speaks.
        took: Seconds that each person or contribution took, by what it was.
    """

    def __init__(self, desk: Desk, spoken: Language = Language.ENGLISH) -> None:
        self.desk = desk
        self.spoken = spoken
        self.took: dict[str, list[float]] = {}
        self.heard: list[str] = []

    def hears(self, words: str) -> None:
        """Wait for an announcement with these words."""

        def said() -> bool:
            self.heard += self.desk.ask(do="announced")
            return any(words in one for one in self.heard)

        try:
            self.desk.until(said, f"“{words}”")
        except NothingOfTheKindError as error:
            error.add_note(f"heard: {self.heard}; {self.desk.what_is_there()}")
            raise
        self.heard.clear()

    def says(self, sentence: str, **known: object) -> str:
        """Return the longest run of words that a sentence of the window has for sure.

        Args:
            sentence: In English, as the catalogue has it.
            known: Values that are known beforehand; the others are left out.
        """
        fields = {name for _, name, _, _ in Formatter().parse(sentence) if name}
        with language(self.spoken):
            said = tr(sentence, **dict.fromkeys(fields, GAP) | known)
        return max(said.split(GAP), key=len)

    def says_how_many(self, one: str, several: str, count: int, **named: str) -> str:
        """Return a sentence of the window that counts."""
        with language(self.spoken):
            return ntr(one, several, count, **named)

    def focuses(self, sentence: str) -> None:
        """Wait until the focus is on what a sentence names."""
        self.desk.until_focus(self.says(sentence))

    def tabs_to(self, name: str, *, first: tuple[str, ...] = ()) -> None:
        """Press Tab until the focus is on something called so."""
        if first:
            time.sleep(0.3)  # the focus goes to where the first key is meant
            self.desk.keys(*first)
        for _ in range(40):
            self.desk.keys("Tab")
            time.sleep(0.15)  # what a hand needs, and an announcement of the focus
            if name in self.desk.focused()["name"]:
                return
        self.desk.until_focus(name)

    def begins(self, title: str, name: str) -> None:
        """Begin a process from the first page."""
        self.focuses("Begin a process")
        self.desk.keys("Return")
        self.focuses("What is the consultation called?")
        self.desk.types(title)
        self.desk.keys("Tab")
        self.desk.types(name)
        self.desk.keys("Return")
        self.focuses("Prepare the first session")

    def prepares(
        self, title: str, day: str, agenda: list[tuple[str, str]], facilitator: str
    ) -> None:
        """Schedule a session for a day, with an agenda."""
        self.desk.keys("Return")
        self.focuses("Title of the session")
        self.desk.types(title)
        self.desk.keys("Tab")
        self.focuses("Date")
        self.desk.types(day)
        self.hears(self.says("The session was scheduled."))
        self.tabs_to(self.says("Facilitator"))
        self.desk.types(facilitator)
        self.desk.keys("Return")
        self.desk.keys("ctrl+Next")
        self.focuses("Points of the agenda")
        for point, minutes in agenda:
            self.desk.types(point)
            self.desk.keys("Tab")
            self.desk.types(minutes)
            self.desk.keys("Return")
        self.desk.keys("ctrl+Next", "ctrl+Next")
        self.focuses("Name or document of whom you invite")

    def invites(self, sheet: Path, people: int) -> None:
        """Bring the people of a sheet onto the list of the session."""
        self.desk.keys("shift+Tab")
        self.focuses("Sheet or paste…")
        self.desk.keys("Return")
        self.chooses(sheet, button=self.says("Choose a file…"))
        self.desk.until_seen(self.says("Import"), "push button")
        self.focuses("Import")
        self.desk.keys("Return")
        self.desk.until_seen(f"{people} ")

    def chooses(self, path: Path, *, button: str) -> None:
        """Type the path of a file into the dialog that a button opens."""
        self.desk.until_focus(button)
        self.desk.keys("Return")
        self._until_role("text", "file dialog")
        self.desk.types(str(path))
        self.desk.keys("Return")

    def registers(self, known: str, said: str, *, by: str) -> None:
        """Register somebody who is on the list, by name or number."""
        began = time.perf_counter()
        self.desk.types(known)
        self.desk.keys("Return")
        self.hears(self.says("{name} came in", name=said))
        self.took.setdefault(by, []).append(time.perf_counter() - began)

    def writes_down(self, name: str, number: str, house: str, letters: str) -> None:
        """Register somebody nobody had registered, with the letters of bloc and sex."""
        began = time.perf_counter()
        self.desk.types(name)
        self.desk.until(lambda: self.desk.focused().get("text") == name, name)
        self.desk.keys("ctrl+n")  # whoever it resembles, it is somebody else
        self.focuses("Document number")
        self.desk.types(number)
        self.desk.keys("Tab")
        self.desk.types(house)
        self.desk.keys("Tab")
        self.desk.types(letters[0])
        self.desk.keys("Tab")
        self.desk.types(letters[1])
        self.desk.keys("Return")
        self.hears(self.says("{name} was written down and came in", name=name))
        self.took.setdefault("walk-in", []).append(time.perf_counter() - began)

    def opens_the_session(self) -> None:
        """Open the session at the table."""
        self.desk.keys("ctrl+3")
        self.focuses("Open the session")
        self.desk.keys("Return")
        self.hears(self.says("The session is open."))

    def writes(self, text: str, author: str) -> None:
        """Write a contribution and who says it; the next one may begin."""
        began = time.perf_counter()
        self.focuses("Text of the contribution")
        self.desk.types(text)
        self.desk.keys("Tab")
        self.focuses("Who says it")
        self.desk.types(author)
        self.desk.until_seen(self.says("People found"))
        self.desk.keys("Return", "ctrl+Return")
        self.hears(self.says("The contribution is on record."))
        self.took.setdefault("contribution", []).append(time.perf_counter() - began)

    def counts_a_vote(self, *hands: str) -> None:
        """Put the first contribution without a vote to the vote, and count."""
        self.desk.keys("Escape", "F6", "F5")
        self.hears(self.says("The vote is open."))
        civil = self.says("C for civil society")[0].lower()
        self.desk.keys(*[civil if key == "c" else key for key in hands])
        self.desk.keys("F5")
        self.hears(self._not_counted())  # not everybody raised a hand
        self.desk.keys("F5")
        outcome = self.says("Approved")
        self.hears(self.says("The vote is closed: {outcome}.", outcome=outcome))

    def _not_counted(self) -> str:
        """Return what is said of those who did not raise a hand, however many."""
        one = "{count} person with a vote was not counted."
        several = "{count} people with a vote were not counted."
        return self.says_how_many(one, several, KNOWN_LATER).partition(" ")[2]

    def decides(self, outcome: int, reason: str) -> None:
        """Answer the contribution in front."""
        self.desk.keys(f"alt+{outcome}")
        if reason:
            self.tabs_to(self.says("Stated reason"), first=("Down",))
            self.desk.types(reason)
        self.desk.keys("ctrl+Return")
        self.hears(self.says(OUTCOMES[outcome]))

    def makes_a_certificate(self, passphrase: str, place: Path) -> None:
        """Make a certificate in the settings."""
        self.desk.keys("ctrl+comma")
        self.focuses("Sections of the settings")
        self.desk.keys("Down", "Down")
        self.tabs_to(self.says("Passphrase"))
        self.desk.types(passphrase)
        self.desk.keys("Tab")
        self.desk.types(passphrase)
        self.tabs_to(self.says("Make the certificate…"))
        self.desk.keys("Return")
        self.desk.until_focus(FILE_NAME[self.spoken])
        self.desk.types(str(place))
        self.desk.keys("Return")
        self.hears(self.says("The certificate was made."))

    def closes_and_issues(self) -> None:
        """Close the session and issue its minutes."""
        self.desk.keys("ctrl+5")
        self.desk.until_seen(self.says("Close and sign"))
        self.desk.keys("alt+3", "F9")
        self.focuses("Hour at which it ended")
        self.hears(self.says(CLOSING))
        self.confirms()
        self.hears(self.says("The session is closed."))
        self.desk.until_seen(self.says("Issue the minutes…"), "push button")
        self.desk.keys("F9")
        self.hears(self.says(ISSUING))
        self.confirms()
        self.hears(self.says("{number}, version {version}, was issued.", version=1))

    def confirms(self) -> None:
        """Confirm what was asked, once it was there long enough to be read."""
        time.sleep(0.7)
        self.desk.keys("F9")

    def signs(self, passphrase: str) -> None:
        """Sign the minutes with the certificate made here, which is filled in."""
        self.desk.until_seen(self.says("Sign…"), "push button")
        self.desk.keys("F9")
        self.focuses("Its passphrase")
        self.desk.types(passphrase)
        self.tabs_to(self.says("Put the signature"))
        self.desk.keys("Return")
        self.hears(self.says("The file now holds the signature of {name}."))

    def saves_a_copy(self, place: Path) -> None:
        """Save the PDF of the minutes elsewhere."""
        self.desk.keys("ctrl+s")
        self.desk.until_focus(FILE_NAME[self.spoken])
        self.desk.types(str(place))
        self.desk.keys("Return")
        self.desk.until(place.exists, str(place))

    def prints(self, place: Path, sheets: int) -> None:
        """Print what is in front to a file, by the print dialog of Qt."""
        self.desk.keys("ctrl+p")
        self._until_role("combo box", "print dialog")
        self.desk.keys("End")  # a file comes after all the printers there are
        for _ in range(10):
            self.desk.keys("Tab")
            time.sleep(0.15)
            if self.desk.focused()["role"] == "text":
                break
        self._until_role("text", "line for the file")
        self.desk.keys("ctrl+a")
        self.desk.types(str(place))
        self.desk.keys("Return")
        sent = ("{count} page printed to the file {file}",
                "{count} pages printed to the file {file}")  # fmt: skip
        self.hears(self.says_how_many(*sent, sheets, file=str(place)))

    def _until_role(self, role: str, what: str) -> None:
        self.desk.until(lambda: self.desk.focused()["role"] == role, what)

    def writes_the_letters(self, people: int) -> None:
        """Write the letters of everybody who contributed; nobody is named to sign."""
        self.desk.keys("ctrl+6")
        generate = ("Generate {count} letter", "Generate {count} letters")
        self.desk.until_seen(self.says_how_many(*generate, people))
        self.desk.keys("F9")
        self.confirms()
        written = ("{count} letter written.", "{count} letters written.")
        self.hears(self.says_how_many(*written, people))
