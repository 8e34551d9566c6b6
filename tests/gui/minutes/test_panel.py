"""The minutes are read, written, closed, issued, signed and printed in one place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt, QTime
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest

from tests.builders import at
from tests.gui.minutes.conftest import SECRET, certificate_of, drawn, shown
from tests.services.table import with_opening
from workshop_app.documents.preview import page_count
from workshop_app.domain.evidence import IssuedPaper
from workshop_app.domain.session import Session
from workshop_app.domain.vocabulary import PaperKind, Visibility
from workshop_app.gui.minutes.panel import MinutesPanel
from workshop_app.gui.minutes.presenter import place
from workshop_app.gui.minutes.reading import Stage
from workshop_app.gui.parts import ask_strip
from workshop_app.gui.parts.chip import Chip
from workshop_app.gui.parts.printing import a_printer
from workshop_app.i18n import Language
from workshop_app.services import drafts
from workshop_app.services.history import undo
from workshop_app.services.sessions import amend_session
from workshop_app.services.verifying import verify_files

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.services.table import MadeTable
    from workshop_app.gui.context import AppContext
    from workshop_app.store import Store


def _session(store: Store, table: MadeTable) -> Session:
    with store.read() as reader:
        return reader.get(Session, table.session)


def _issued(store: Store) -> list[IssuedPaper]:
    with store.read() as reader:
        return list(reader.all(IssuedPaper))


def _issue(panel: MinutesPanel, context: AppContext, qtbot: QtBot) -> None:
    panel.do_next()
    panel.do_next()
    qtbot.waitUntil(
        lambda: panel.presenter.stage is Stage.ISSUED and not context.tasks.busy,
        timeout=20_000,
    )


def _badges(panel: MinutesPanel) -> list[str]:
    lines = (panel.papers.lines.itemAt(0), panel.papers.lines.itemAt(1))
    widgets = [line.widget() for line in lines if line is not None]
    return [
        chip.text()
        for one in widgets
        if one is not None
        for chip in one.findChildren(Chip)
    ]


def _fill(panel: MinutesPanel, role: str, certificate: Path) -> None:
    form = panel.signing
    form.who.setCurrentIndex(form.who.findData(role))
    form.certificate.setText(str(certificate))
    QTest.keyClicks(form.passphrase, SECRET)
    QTest.keyClick(form.passphrase, Qt.Key.Key_Return)


def test_the_pages_are_shown_and_nothing_is_recorded(
    panel: MinutesPanel, store: Store
) -> None:
    assert panel.sheet.pages.pages() >= 3
    assert panel.presenter.stage is Stage.CLOSED
    assert panel.sheet.state.kind() == "warn"
    assert _issued(store) == []


def test_what_is_written_is_kept_at_every_key_and_saved_on_leaving(
    open_panel: MinutesPanel, store: Store, table: MadeTable, qtbot: QtBot
) -> None:
    panel = open_panel
    panel.target("write")
    text = panel.narrative.parts["closing"]
    text.setFocus()
    QTest.keyClicks(text, "Se agradece.")
    qtbot.waitUntil(
        lambda: (
            drafts.all_kept(store).get(place(table.session, "closing"), "")
            == "Se agradece."
        ),
    )

    QTest.keyClick(text, Qt.Key.Key_Tab)

    qtbot.waitUntil(lambda: _session(store, table).closing == "Se agradece.")
    assert drafts.all_kept(store) == {}
    assert not panel.narrative.is_unsent("closing")


def test_what_was_typed_before_a_crash_stands_there_again(
    open_panel: MinutesPanel,
    context: AppContext,
    store: Store,
    table: MadeTable,
    qtbot: QtBot,
) -> None:
    drafts.keep(store, place(table.session, "closing"), "Antes del corte")

    again = shown(context, table, qtbot)

    assert again.narrative.parts["closing"].text_now() == "Antes del corte"
    assert again.narrative.is_unsent("closing")


def test_nobody_writes_over_what_somebody_else_wrote_unasked(
    open_panel: MinutesPanel, store: Store, table: MadeTable, qtbot: QtBot
) -> None:
    panel = open_panel
    panel.target("write")
    text = panel.narrative.parts["opening"]
    text.setFocus()
    QTest.keyClicks(text, "Mio. ")
    with_opening(store, table.session, "De otra persona.")

    panel.narrative.give()

    assert _session(store, table).opening == "De otra persona."
    assert text.text_now().startswith("Mio. ")
    assert panel.narrative.is_unsent("opening")
    panel.narrative.conflict._act()
    assert _session(store, table).opening.startswith("Mio. ")
    assert not panel.narrative.is_unsent("opening")


def test_the_account_of_a_closed_session_is_locked_and_says_why(
    panel: MinutesPanel,
) -> None:
    panel.target("write")

    assert all(one.isReadOnly() for one in panel.narrative.parts.values())
    assert not panel.narrative.locked.isHidden()
    panel.narrative.reopening_wanted.emit()
    assert panel.tabs.value() == "sign"
    assert panel.closing.reason.hasFocus()


def test_a_session_is_opened_again_only_for_a_reason(
    panel: MinutesPanel, store: Store, table: MadeTable
) -> None:
    panel.target("sign")
    panel.closing.open_again.click()
    panel.closing.confirm.click()
    refused = panel.closing.reason_field.problem()

    QTest.keyClicks(panel.closing.reason, "Falta un aporte")
    QTest.keyClick(panel.closing.reason, Qt.Key.Key_Return)

    assert refused
    assert _session(store, table).closed_at is None
    assert panel.presenter.stage is Stage.OPEN


def test_esc_leaves_a_session_closed(panel: MinutesPanel) -> None:
    panel.target("sign")
    panel.closing.open_again.click()

    QTest.keyClick(panel.closing.reason, Qt.Key.Key_Escape)

    assert panel.closing.reopener.isHidden()
    assert panel.closing.open_again.hasFocus()


def test_f9_asks_first_and_then_closes_the_session_at_the_hour_shown(
    open_panel: MinutesPanel, store: Store, table: MadeTable
) -> None:
    panel = open_panel
    panel.do_next()
    panel.closing.hour.setTime(QTime(13, 5))

    panel.do_next()

    assert _session(store, table).closed_at == at(13, 5)
    assert panel.presenter.stage is Stage.CLOSED


def test_keys_pressed_in_haste_answer_nothing(
    open_panel: MinutesPanel,
    store: Store,
    table: MadeTable,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    panel = open_panel
    monkeypatch.setattr(ask_strip, "CALM_MS", 60_000)

    for _ in range(6):
        panel.do_next()
    QTest.keyClick(panel.closing.hour, Qt.Key.Key_Return)

    assert _session(store, table).closed_at is None
    assert panel.ask.is_asking
    assert panel.closing.hour.hasFocus()


def test_closing_and_issuing_are_each_asked_with_what_is_missing(
    open_panel: MinutesPanel, context: AppContext, store: Store, qtbot: QtBot
) -> None:
    panel = open_panel
    panel.do_next()
    closing = panel.ask.accessibleDescription()
    panel.do_next()
    qtbot.waitUntil(lambda: panel.presenter.stage is Stage.CLOSED)

    panel.do_next()

    assert "blank" in closing
    assert panel.ask.is_asking
    assert panel.foot.isHidden()
    assert "ACTA 001-2026-STGA" in panel.ask.accessibleName()
    assert "blank" in panel.ask.accessibleDescription()
    assert _issued(store) == []
    qtbot.waitUntil(lambda: not context.tasks.busy, timeout=20_000)


def test_esc_leaves_a_session_open_from_the_hour_too(
    open_panel: MinutesPanel, store: Store, table: MadeTable
) -> None:
    panel = open_panel
    panel.do_next()

    QTest.keyClick(panel.closing.hour, Qt.Key.Key_Escape)

    assert not panel.ask.is_asking
    assert panel.next.hasFocus()
    assert _session(store, table).closed_at is None


def test_minutes_issued_in_english_are_shown_so_again(
    panel: MinutesPanel,
    context: AppContext,
    table: MadeTable,
    qtbot: QtBot,
) -> None:
    panel.sheet.wanted.emit(Language.ENGLISH, Visibility.PUBLIC)
    drawn(panel, context, qtbot)
    _issue(panel, context, qtbot)

    again = shown(context, table, qtbot)

    assert again.presenter.stage is Stage.ISSUED
    assert again.sheet.language.value() == Language.ENGLISH
    assert again.sheet.edition.value() == Visibility.PUBLIC


def test_until_the_papers_are_read_nothing_is_said_of_them(
    context: AppContext, table: MadeTable, qtbot: QtBot
) -> None:
    context.open_session(table.session)
    panel = MinutesPanel(context)
    qtbot.addWidget(panel)

    panel.shown()
    panel.do_next()

    assert panel.presenter.stage is Stage.READING
    assert panel.papers.none.text() == "Reading the papers…"
    assert panel.signing.why.text() == "Reading the papers…"
    assert not panel.ask.is_asking
    drawn(panel, context, qtbot)
    assert panel.papers.none.text() == "No paper of this session was issued yet."


def test_an_hour_before_a_vote_is_refused_in_place(
    open_panel: MinutesPanel, store: Store, table: MadeTable
) -> None:
    panel = open_panel
    panel.do_next()
    panel.closing.hour.setTime(QTime(10, 0))

    QTest.keyClick(panel.closing.hour, Qt.Key.Key_Return)

    assert _session(store, table).closed_at is None
    assert not panel.closing.alert.isHidden()


def test_what_is_missing_keeps_a_session_from_closing_and_is_led_to(
    open_panel: MinutesPanel, store: Store, table: MadeTable, qtbot: QtBot
) -> None:
    panel = open_panel
    before = _session(store, table)
    fields = {
        name: getattr(before, name)
        for name in ("title", "held_on", "opened_at", "opening")
    }
    from workshop_app.domain.session import SessionDraft  # noqa: PLC0415 only here

    amend_session(store, table.session, SessionDraft(**fields))
    went: list[str] = []
    panel.context.went.connect(lambda page, _target: went.append(page))

    panel.do_next()
    panel.closing.alert._act()
    stops = [one for one in panel.review.checks.steps() if one.state == "warn"]
    assert stops[0].run is not None
    stops[0].run()

    assert _session(store, table).closed_at is None
    assert panel.tabs.value() == "review"
    assert went == ["prepare"]


def test_what_is_not_written_yet_is_led_to_on_this_page(
    open_panel: MinutesPanel,
) -> None:
    panel = open_panel
    lines = panel.review.checks.steps()
    blank = [one for one in lines if "tres partes" in one.text or "three" in one.text]
    assert blank[0].run is not None

    blank[0].run()

    assert panel.tabs.value() == "write"
    assert panel.narrative.parts["proceedings"].hasFocus()


def test_pages_are_not_drawn_while_somebody_types(
    open_panel: MinutesPanel, store: Store, table: MadeTable, qtbot: QtBot
) -> None:
    panel = open_panel
    panel.target("write")
    pause = panel.presenter._pause
    pause.setInterval(60_000)
    with_opening(store, table.session, "Otra apertura.")
    qtbot.waitUntil(lambda: pause.remainingTime() < 59_000)

    panel.narrative.parts["closing"].setFocus()
    QTest.keyClicks(panel.narrative.parts["closing"], "Fin")

    assert pause.remainingTime() > 59_000


def test_f9_issues_the_numbered_minutes_into_the_folder(
    panel: MinutesPanel, context: AppContext, store: Store, qtbot: QtBot
) -> None:
    _issue(panel, context, qtbot)

    (paper,) = _issued(store)
    work = panel.presenter.work
    assert work is not None
    assert work.current is not None
    assert work.current.path == panel.presenter.folder / "acta-001-2026-STGA.pdf"
    assert (paper.number, paper.draft) == ("ACTA 001-2026-STGA", False)
    assert panel.papers.lines.count() == 1


@pytest.mark.slow  # signs three times
def test_signers_sign_one_after_the_other_and_no_passphrase_stays(
    panel: MinutesPanel,
    context: AppContext,
    store: Store,
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    _issue(panel, context, qtbot)
    assert panel.presenter.now is not None
    for done, signer in enumerate(panel.presenter.now.signers, start=1):
        panel.do_next()
        form = panel.signing
        form.certificate.setText(str(certificate_of(signer.name, tmp_path)))
        QTest.keyClicks(form.passphrase, SECRET)
        QTest.keyClick(form.passphrase, Qt.Key.Key_Return)
        assert form.passphrase.text() == ""
        qtbot.waitUntil(
            lambda done=done: (
                len(_issued(store)[0].signed_by) == done  # type: ignore[misc]
                and not context.tasks.busy
            ),
            timeout=20_000,
        )

        assert _badges(panel) == (
            [f"{done} of 4 signatures"] if done < 4 else ["Signed"]
        )

    assert panel.presenter.stage is Stage.SIGNED
    assert panel.signing.count.kind() == "ok"
    work = panel.presenter.work
    assert work is not None
    assert work.current is not None
    assert work.current.path is not None
    (verdict,) = verify_files([work.current.path], store)
    assert verdict.whole
    assert panel.sheet._pdf == work.current.path.read_bytes()


def test_the_certificate_of_somebody_else_signs_only_when_asked(
    panel: MinutesPanel,
    context: AppContext,
    store: Store,
    certificate: Path,
    qtbot: QtBot,
) -> None:
    _issue(panel, context, qtbot)
    panel.do_next()
    _fill(panel, "chair_state", certificate)
    qtbot.waitUntil(lambda: panel.signing.question.is_asking, timeout=20_000)
    asked = panel.signing.question.accessibleName()
    button = panel.signing.question.confirm_it
    qtbot.waitUntil(lambda: button.visibleRegion().contains(button.rect()))
    unsigned = _issued(store)[0].signed_by

    panel.do_next()
    qtbot.waitUntil(lambda: bool(_issued(store)[0].signed_by), timeout=20_000)

    assert "Nelly Condori" in asked
    assert "Elmer Tuntui Wampush" in asked
    assert unsigned == ()
    assert _issued(store)[0].signed_by == ("Nelly Condori",)
    qtbot.waitUntil(lambda: not context.tasks.busy, timeout=20_000)


def test_esc_takes_back_the_certificate_of_somebody_else(
    panel: MinutesPanel,
    context: AppContext,
    store: Store,
    certificate: Path,
    qtbot: QtBot,
) -> None:
    _issue(panel, context, qtbot)
    panel.do_next()
    _fill(panel, "chair_state", certificate)
    qtbot.waitUntil(lambda: panel.signing.question.is_asking, timeout=20_000)

    QTest.keyClick(panel.signing.question.confirm_it, Qt.Key.Key_Escape)

    assert not panel.signing.question.is_asking
    assert panel.signing.certificate.hasFocus()
    assert _issued(store)[0].signed_by == ()
    qtbot.waitUntil(lambda: not context.tasks.busy, timeout=20_000)


def test_a_certificate_known_on_this_computer_is_filled_in_for_its_holder(
    panel: MinutesPanel, context: AppContext, certificate: Path, qtbot: QtBot
) -> None:
    known = context.settings.with_certificate("CONDORI Nelly 123", str(certificate))
    context.choose(known.with_certificate("Ana Pinedo", "/gone/ana.p12"))
    _issue(panel, context, qtbot)
    form = panel.signing

    panel.do_next()
    filled = {}
    for row in range(form.who.count()):
        form.who.setCurrentIndex(row)
        form.who.activated.emit(row)
        filled[form.who.currentData()] = form.certificate.text()

    assert filled.pop("facilitator") == str(certificate)
    assert set(filled.values()) == {""}


def test_whoever_has_no_certificate_is_led_to_where_one_is_made(
    panel: MinutesPanel, context: AppContext
) -> None:
    went: list[tuple[str, str]] = []
    context.went.connect(lambda page, target: went.append((page, target)))

    panel.signing.make.click()

    assert went == [("preferences", "identity")]


def test_a_wrong_passphrase_is_said_and_the_rest_stays(
    panel: MinutesPanel,
    context: AppContext,
    store: Store,
    certificate: Path,
    qtbot: QtBot,
    caplog: pytest.LogCaptureFixture,
) -> None:
    _issue(panel, context, qtbot)
    panel.do_next()
    form = panel.signing
    form.certificate.setText(str(certificate))
    QTest.keyClicks(form.passphrase, "otra cosa distinta")
    panel.do_next()
    qtbot.waitUntil(lambda: not context.tasks.busy)

    assert not form.alert.isHidden()
    assert form.certificate.text() == str(certificate)
    assert form.passphrase.text() == ""
    assert form.put.isEnabled()
    assert _issued(store)[0].signed_by == ()
    assert "otra cosa" not in caplog.text


def test_a_signature_without_file_or_passphrase_is_asked_for(
    panel: MinutesPanel, context: AppContext, certificate: Path, qtbot: QtBot
) -> None:
    _issue(panel, context, qtbot)
    panel.do_next()
    form = panel.signing

    form.put.click()
    without_file = form.file_field.problem()
    form.certificate.setText(str(certificate))
    form.put.click()

    assert without_file
    assert form.secret_field.problem()
    QTest.keyClick(form.passphrase, Qt.Key.Key_Escape)
    assert form.form.isHidden()


def test_leaving_the_page_forgets_the_passphrase(
    panel: MinutesPanel, context: AppContext, qtbot: QtBot
) -> None:
    _issue(panel, context, qtbot)
    panel.do_next()
    QTest.keyClicks(panel.signing.passphrase, SECRET)

    panel.leave()

    assert panel.signing.passphrase.text() == ""


def test_a_change_after_issuing_is_explained_as_the_next_version(
    panel: MinutesPanel,
    context: AppContext,
    store: Store,
    table: MadeTable,
    qtbot: QtBot,
) -> None:
    _issue(panel, context, qtbot)

    with_opening(store, table.session, "Otra apertura.")
    qtbot.waitUntil(
        lambda: panel.presenter.stage is Stage.CLOSED and not context.tasks.busy,
        timeout=20_000,
    )
    qtbot.waitUntil(lambda: not panel.sheet.version.isHidden(), timeout=20_000)

    _issue(panel, context, qtbot)
    assert [one.version for one in _issued(store)] == [1, 2]
    assert panel.sheet.version.isHidden()
    assert len(list(panel.presenter.folder.glob("*.pdf"))) == 2


def test_minutes_are_shown_in_english_and_for_everybody(
    panel: MinutesPanel, context: AppContext, qtbot: QtBot
) -> None:
    before = panel.sheet._pdf

    panel.sheet.wanted.emit(Language.ENGLISH, Visibility.PUBLIC)
    drawn(panel, context, qtbot)

    assert panel.sheet._pdf != before
    assert panel.presenter.language is Language.ENGLISH


def test_what_is_shown_is_printed_page_by_page(
    panel: MinutesPanel, context: AppContext, tmp_path: Path, qtbot: QtBot
) -> None:
    printer = a_printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "impreso.pdf"))

    panel.sheet.print_to(printer)
    qtbot.waitUntil(lambda: not context.tasks.busy, timeout=60_000)

    printed = (tmp_path / "impreso.pdf").read_bytes()
    assert page_count(printed) == page_count(panel.sheet._pdf)


def test_what_is_shown_is_saved_where_somebody_wants_it(
    panel: MinutesPanel, tmp_path: Path
) -> None:
    panel.sheet.save_as(tmp_path / "copia")
    panel.sheet.save_as(tmp_path / "no" / "x.pdf")
    (tmp_path / "file").write_text("a file")
    panel.sheet.save_as(tmp_path / "file" / "x.pdf")

    assert (tmp_path / "copia.pdf").read_bytes() == panel.sheet._pdf
    assert not panel.sheet.alert.isHidden()


def test_the_attendance_list_is_issued_beside_the_minutes(
    panel: MinutesPanel, context: AppContext, store: Store, qtbot: QtBot
) -> None:
    panel.papers.attendance.click()
    qtbot.waitUntil(
        lambda: bool(_issued(store)) and not context.tasks.busy, timeout=20_000
    )

    assert _issued(store)[0].paper_kind is PaperKind.ATTENDANCE
    assert panel.presenter.stage is Stage.CLOSED


def test_papers_go_where_somebody_chose_from_then_on(
    panel: MinutesPanel, context: AppContext, tmp_path: Path, qtbot: QtBot
) -> None:
    panel.papers.folder_chosen.emit(str(tmp_path / "actas"))
    drawn(panel, context, qtbot)

    _issue(panel, context, qtbot)

    assert (tmp_path / "actas" / "acta-001-2026-STGA.pdf").exists()


def test_a_file_that_was_moved_away_is_said_to_be_missing(
    panel: MinutesPanel, context: AppContext, tmp_path: Path, qtbot: QtBot
) -> None:
    _issue(panel, context, qtbot)
    (path,) = panel.presenter.folder.glob("*.pdf")
    path.rename(tmp_path / "lejos.pdf")

    panel.shown()
    qtbot.waitUntil(lambda: not context.tasks.busy, timeout=20_000)

    assert panel.signing.sign_now.isHidden()
    assert "ACTA 001-2026-STGA" in panel.signing.why.text()


def test_an_undo_of_the_closing_opens_the_page_again(
    panel: MinutesPanel, store: Store
) -> None:
    with store.read() as reader:
        deeds = reader.history(limit=50)
    closing = next(one for one in deeds if one.code == "close_session")

    undo(store, closing.deed)

    assert panel.presenter.stage is Stage.OPEN
    assert not panel.narrative.parts["closing"].isReadOnly()


def test_a_page_at_the_back_draws_nothing(
    panel: MinutesPanel, context: AppContext, store: Store, table: MadeTable
) -> None:
    panel.leave()

    with_opening(store, table.session, "Otra apertura.")

    assert not panel.presenter._pause.isActive()
    assert not context.tasks.busy


def test_the_page_fits_a_small_screen(panel: MinutesPanel) -> None:
    least = panel.minimumSizeHint()

    assert least.width() <= 1282
    assert least.height() <= 668


def test_every_key_of_the_pages_stands_in_the_sheet_of_keys(
    panel: MinutesPanel,
) -> None:
    bar = panel.sheet.pages._column.verticalScrollBar()
    actions = {one.keys: one for one in panel.actions_here()}

    actions["Alt+PgDown"].run()
    below = bar.value()
    actions["Alt+PgUp"].run()

    assert below > 0
    assert bar.value() == 0
