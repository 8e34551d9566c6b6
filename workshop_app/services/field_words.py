"""What the fields and kinds of records are called, for whoever reads the history.

A field is called alike in every kind of record but for `_OF_KIND`.  A name here that
no record has is a mistake, and so is a field without one (tests look).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from workshop_app.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Words = Mapping[str, Callable[[], str]]

KIND_WORDS: Final[Words] = {
    "agenda_item": lambda: tr("Point of the agenda"),
    "attachment": lambda: tr("Attached file"),
    "attendance": lambda: tr("Attendance"),
    "authorship": lambda: tr("Authorship"),
    "ballot": lambda: tr("Ballot"),
    "ballot_count": lambda: tr("Count of a bloc"),
    "certificate": lambda: tr("Admission of a computer"),
    "contribution": lambda: tr("Contribution"),
    "correction": lambda: tr("Correction of a ballot"),
    "decision": lambda: tr("Decision"),
    "dissent": lambda: tr("Dissent"),
    "group_member": lambda: tr("Seat in a working group"),
    "issued_paper": lambda: tr("Issued paper"),
    "movement": lambda: tr("Arrival or departure"),
    "office": lambda: tr("Office"),
    "organization": lambda: tr("Organization"),
    "person": lambda: tr("Person"),
    "process": lambda: tr("Process"),
    "rules": lambda: tr("Rules"),
    "session": lambda: tr("Session"),
    "stage": lambda: tr("Stage"),
    "theme": lambda: tr("Theme"),
    "vote": lambda: tr("Vote"),
    "working_group": lambda: tr("Working group"),
}

FIELD_WORDS: Final[Words] = {
    "abstention_needs_reason": lambda: tr("Abstentions need a reason"),
    "abstentions": lambda: tr("Abstentions"),
    "accreditation": lambda: tr("Accreditation"),
    "acronym": lambda: tr("Initials"),
    "address": lambda: tr("Address"),
    "anonymous": lambda: tr("Anonymous card"),
    "answer_days": lambda: tr("Days to answer"),
    "answers": lambda: tr("Contributions it answers"),
    "attachment_kind": lambda: tr("Kind of file"),
    "author": lambda: tr("Author"),
    "ballot": lambda: tr("Ballot"),
    "bloc": lambda: tr("Bloc"),
    "capacity": lambda: tr("In whose name"),
    "casting_vote": lambda: tr("Casting vote"),
    "chair_civil_society": lambda: tr("Co-chair of civil society"),
    "chair_state": lambda: tr("Co-chair of the State"),
    "channel": lambda: tr("How it came in"),
    "choice": lambda: tr("Vote"),
    "city": lambda: tr("City"),
    "closed_at": lambda: tr("Closed"),
    "closing": lambda: tr("Closing of the session"),
    "code": lambda: tr("Code"),
    "contact": lambda: tr("Where it can be reached"),
    "contribution": lambda: tr("Contribution"),
    "contribution_kind": lambda: tr("Kind of contribution"),
    "convened_on": lambda: tr("Convened on"),
    "convocation_reference": lambda: tr("Document of the convocation"),
    "counted": lambda: tr("Counted"),
    "dated_on": lambda: tr("Date of the document"),
    "decided_by": lambda: tr("Decided by"),
    "decided_on": lambda: tr("Decided on"),
    "device": lambda: tr("Computer"),
    "direction": lambda: tr("Way through the door"),
    "document_number": lambda: tr("Document number"),
    "document_type": lambda: tr("Identity document"),
    "draft": lambda: tr("Draft"),
    "duration": lambda: tr("Duration in minutes"),
    "edition": lambda: tr("Edition"),
    "effective_on": lambda: tr("In force from"),
    "email": lambda: tr("E-mail"),
    "email_authorized": lambda: tr("May be written to by e-mail"),
    "entitled": lambda: tr("With a vote on the list"),
    "facilitator": lambda: tr("Facilitation"),
    "group": lambda: tr("Working group"),
    "happened_at": lambda: tr("Happened"),
    "held_on": lambda: tr("Date of the session"),
    "holder": lambda: tr("Who answers for it"),
    "inducted": lambda: tr("Had the induction"),
    "induction_at": lambda: tr("Induction"),
    "induction_material": lambda: tr("Material of the induction"),
    "induction_minutes": lambda: tr("Minutes of induction"),
    "interpreter": lambda: tr("Interpreter"),
    "issued_at": lambda: tr("Issued"),
    "joined_at": lambda: tr("Put on the list"),
    "language": lambda: tr("Language"),
    "languages": lambda: tr("Languages"),
    "majority": lambda: tr("Majority"),
    "media_type": lambda: tr("Format of the file"),
    "method": lambda: tr("How it is voted"),
    "modality": lambda: tr("How it meets"),
    "moderator": lambda: tr("Moderation"),
    "name": lambda: tr("Name"),
    "notice_days": lambda: tr("Days of notice"),
    "number": lambda: tr("Number"),
    "observers": lambda: tr("Without a vote in the room"),
    "office_key": lambda: tr("Key of the office"),
    "ogp_value": lambda: tr("Open-government value"),
    "opened_at": lambda: tr("Opened"),
    "opening": lambda: tr("Opening of the session"),
    "organization": lambda: tr("Organization"),
    "organization_type": lambda: tr("Kind of organization"),
    "origin": lambda: tr("Where it comes from"),
    "outcome": lambda: tr("Outcome"),
    "paper_kind": lambda: tr("Paper"),
    "parity_band": lambda: tr("Range of the balance"),
    "pdf_sha256": lambda: tr("Fingerprint of the PDF"),
    "person": lambda: tr("Person"),
    "place": lambda: tr("Place"),
    "place_system": lambda: tr("Whose codes of places"),
    "position": lambda: tr("Place in the order"),
    "present": lambda: tr("In the room"),
    "privacy_notice": lambda: tr("Privacy notice"),
    "privacy_notice_version": lambda: tr("Version of the privacy notice"),
    "proceedings": lambda: tr("Proceedings of the session"),
    "process": lambda: tr("Process"),
    "question": lambda: tr("Question"),
    "quorum": lambda: tr("Quorum"),
    "rapporteur": lambda: tr("Rapporteur"),
    "reason": lambda: tr("Reason"),
    "reason_code": lambda: tr("Class of reason"),
    "reason_text": lambda: tr("Stated reason"),
    "recommendation": lambda: tr("Recommendation"),
    "record_sha256": lambda: tr("Fingerprint of the record"),
    "regional_year_name": lambda: tr("Name of the year in the region"),
    "responsible": lambda: tr("Responsible"),
    "review_days": lambda: tr("Days to ask for a review"),
    "role": lambda: tr("Role"),
    "room": lambda: tr("Room"),
    "second_call": lambda: tr("Second call"),
    "session": lambda: tr("Session"),
    "sex": lambda: tr("Sex"),
    "sha256": lambda: tr("Fingerprint"),
    "signatory": lambda: tr("Who signs the letters"),
    "signatory_position": lambda: tr("Position of who signs"),
    "signature": lambda: tr("Signature"),
    "signed_by": lambda: tr("Signed by"),
    "signed_sha256": lambda: tr("Fingerprint once signed"),
    "size": lambda: tr("Bytes"),
    "stage": lambda: tr("Stage"),
    "stage_kind": lambda: tr("Kind of stage"),
    "stance": lambda: tr("What the author says"),
    "stance_text": lambda: tr("In the author's words"),
    "standing": lambda: tr("May do at the session"),
    "started_on": lambda: tr("Begun on"),
    "status": lambda: tr("Attendance"),
    "subject": lambda: tr("What it is about"),
    "subject_kind": lambda: tr("Kind of record it is about"),
    "telephone": lambda: tr("Telephone"),
    "text": lambda: tr("Text"),
    "theme": lambda: tr("Theme"),
    "title": lambda: tr("Title"),
    "transcribed_by": lambda: tr("Typed in from paper by"),
    "translation": lambda: tr("Translation"),
    "translator": lambda: tr("Translated by"),
    "unit": lambda: tr("Unit"),
    "valid_from": lambda: tr("Valid from"),
    "valid_until": lambda: tr("Valid until"),
    "venue": lambda: tr("Venue"),
    "version": lambda: tr("Version"),
    "visibility": lambda: tr("Who may see it"),
    "votes_against": lambda: tr("Against"),
    "votes_for": lambda: tr("In favour"),
    "where_reflected": lambda: tr("Where it is reflected"),
    "year_name": lambda: tr("Name of the year"),
}


_OF_KIND: Final[Mapping[tuple[str, str], Callable[[], str]]] = {
    ("person", "position"): lambda: tr("Position"),
}
"""Words that mean something else in one kind of record."""


def kind_word(kind: str) -> str:
    """Return what a kind of record is called; of a newer program, its own word."""
    words = KIND_WORDS.get(kind)
    return kind if words is None else words()


def field_word(field: str, kind: str = "") -> str:
    """Return what a field is called; of a newer program, its own word."""
    words = _OF_KIND.get((kind, field)) or FIELD_WORDS.get(field)
    return field if words is None else words()
