"""Somebody at the keyboard, who knows the keys and waits for what is announced."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from tests.journeys.window.desk import Desk


class Facilitator:
    """Holds a table with the keyboard alone.

    Attributes:
        took: Seconds that each person or contribution took, by what it was.
    """

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.took: dict[str, list[float]] = {}
        self.heard: list[str] = []

    def hears(self, words: str) -> None:
        """Wait for an announcement with these words."""

        def said() -> bool:
            self.heard += self.desk.ask(do="announced")
            return any(words in one for one in self.heard)

        self.desk.until(said, f"“{words}” among {self.heard}")
        self.heard.clear()

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
        self.desk.until_focus(BEGIN)
        self.desk.keys("Return")
        self.desk.until_focus("called")
        self.desk.types(title)
        self.desk.keys("Tab")
        self.desk.types(name)
        self.desk.keys("Return")
        self.desk.until_focus("Prepare the first session")

    def prepares(
        self, title: str, day: str, agenda: list[tuple[str, str]], facilitator: str
    ) -> None:
        """Schedule a session for a day, with an agenda."""
        self.desk.keys("Return")
        self.desk.until_focus("Title of the session")
        self.desk.types(title)
        self.desk.keys("Tab")
        self.desk.until_focus("Date")
        self.desk.types(day)
        self.hears("scheduled")
        self.tabs_to("Facilitator")
        self.desk.types(facilitator)
        self.desk.keys("Return")
        self.desk.keys("ctrl+Next")
        self.desk.until_focus("agenda")
        for point, minutes in agenda:
            self.desk.types(point)
            self.desk.keys("Tab")
            self.desk.types(minutes)
            self.desk.keys("Return")
        self.desk.keys("ctrl+Next", "ctrl+Next")
        self.desk.until_focus("whom you invite")

    def invites(self, sheet: Path, people: int) -> None:
        """Bring the people of a sheet onto the list of the session."""
        self.desk.keys("shift+Tab")
        self.desk.until_focus("Sheet or paste")
        self.desk.keys("Return")
        self.chooses(sheet, button="Choose a file")
        self.desk.until_seen("Import", "push button")
        self.desk.until_focus("Import")
        self.desk.keys("Return")
        self.desk.until_seen(f"{people} ")

    def chooses(self, path: Path, *, button: str) -> None:
        """Type the path of a file into the dialog that a button opens."""
        self.desk.until_focus(button)
        self.desk.keys("Return")
        self.desk.until(lambda: self.desk.focused()["role"] == "text", "file dialog")
        self.desk.types(str(path))
        self.desk.keys("Return")

    def registers(self, known: str, said: str, *, by: str) -> None:
        """Register somebody who is on the list, by name or number."""
        began = time.perf_counter()
        self.desk.types(known)
        self.desk.keys("Return")
        self.hears(f"{said} came in")
        self.took.setdefault(by, []).append(time.perf_counter() - began)

    def writes_down(self, name: str, number: str, house: str, letters: str) -> None:
        """Register somebody nobody had registered, with the letters of bloc and sex."""
        began = time.perf_counter()
        self.desk.types(name)
        self.desk.keys("ctrl+n")  # whoever it resembles, it is somebody else
        self.desk.until_focus("Document number")
        self.desk.types(number)
        self.desk.keys("Tab")
        self.desk.types(house)
        self.desk.keys("Tab")
        self.desk.types(letters[0])
        self.desk.keys("Tab")
        self.desk.types(letters[1])
        self.desk.keys("Return")
        self.hears(f"{name} was written down and came in")
        self.took.setdefault("walk-in", []).append(time.perf_counter() - began)

    def opens_the_session(self) -> None:
        """Open the session at the table."""
        self.desk.keys("ctrl+3")
        self.desk.until_focus("Open the session")
        self.desk.keys("Return")
        self.hears("The session is open.")

    def writes(self, text: str, author: str) -> None:
        """Write a contribution and who says it; the next one may begin."""
        began = time.perf_counter()
        self.desk.until_focus("Text of the contribution")
        self.desk.types(text)
        self.desk.keys("Tab")
        self.desk.until_focus("Who says it")
        self.desk.types(author)
        self.desk.until_seen("People found")
        self.desk.keys("Return", "ctrl+Return")
        self.hears("The contribution is on record.")
        self.took.setdefault("contribution", []).append(time.perf_counter() - began)

    def counts_a_vote(self, *hands: str) -> None:
        """Put the first contribution without a vote to the vote, and count."""
        self.desk.keys("Escape", "F6", "F5")
        self.hears("The vote is open.")
        self.desk.keys(*hands)
        self.desk.keys("F5")
        self.hears("were not counted")  # not everybody raised a hand
        self.desk.keys("F5")
        self.hears("The vote is closed: Approved.")

    def decides(self, outcome: int, reason: str) -> None:
        """Answer the contribution in front."""
        self.desk.keys(f"alt+{outcome}")
        if reason:
            self.tabs_to("Stated reason", first=("Down",))
            self.desk.types(reason)
        self.desk.keys("ctrl+Return")
        self.hears("ccepted")

    def makes_a_certificate(self, passphrase: str, place: Path) -> None:
        """Make a certificate in the settings."""
        self.desk.keys("ctrl+comma")
        self.desk.until_focus("Sections of the settings")
        self.desk.keys("Down", "Down")
        self.tabs_to("Passphrase")
        self.desk.types(passphrase)
        self.desk.keys("Tab")
        self.desk.types(passphrase)
        self.tabs_to("Make the certificate")
        self.desk.keys("Return")
        self.desk.until_focus("File name")
        self.desk.types(str(place))
        self.desk.keys("Return")
        self.hears("The certificate was made.")

    def closes_and_issues(self) -> None:
        """Close the session and issue its minutes."""
        self.desk.keys("ctrl+5")
        self.desk.until_seen("Close and sign")
        self.desk.keys("alt+3", "F9")
        self.desk.until_focus("Hour at which it ended")
        self.hears("nothing is added then")
        self.confirms()
        self.hears("The session is closed.")
        self.desk.until_seen("Issue the minutes…", "push button")
        self.desk.keys("F9")
        self.hears("becomes final")
        self.confirms()
        self.hears("was issued")

    def confirms(self) -> None:
        """Confirm what was asked, once it was there long enough to be read."""
        time.sleep(0.7)
        self.desk.keys("F9")

    def signs(self, passphrase: str) -> None:
        """Sign the minutes with the certificate made here, which is filled in."""
        self.desk.until_seen("Sign…", "push button")
        self.desk.keys("F9")
        self.desk.until_focus("Its passphrase")
        self.desk.types(passphrase)
        self.tabs_to("Put the signature")
        self.desk.keys("Return")
        self.hears("holds the signature")

    def saves_a_copy(self, place: Path) -> None:
        """Save the PDF of the minutes elsewhere."""
        self.desk.keys("ctrl+s")
        self.desk.until_focus("File name")
        self.desk.types(str(place))
        self.desk.keys("Return")
        self.desk.until(place.exists, str(place))

    def writes_the_letters(self, people: int) -> None:
        """Write the letters of everybody who contributed."""
        self.desk.keys("ctrl+6")
        self.desk.until_seen(f"Generate {people} letters")
        self.desk.keys("F9")
        self.hears(f"{people} letters")


BEGIN = "Begin a process"
