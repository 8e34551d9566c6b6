"""The words people write in sheets for the closed lists of the field.

Every list accepts its English code words and the Spanish and English words seen in
real registers, whatever their case, accents, spaces and punctuation.  Words are data
here, not sentences: they are the same whatever language the program speaks.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache
from typing import TypeVar

from workshop_app.domain.vocabulary import (
    AttendanceStatus,
    Bloc,
    Channel,
    DocumentType,
    OrganizationType,
    Outcome,
    ReasonCode,
    Sex,
    Standing,
    VoteChoice,
)

WordT = TypeVar("WordT", bound=StrEnum)

Vocabulary = Mapping[str, WordT]
"""From a word, folded, to what it means."""

_NOT_WORD = re.compile(r"[\W_]+")


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """Return `text` without case, accents, punctuation and stray spaces."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(c for c in plain if not unicodedata.combining(c))
    return _NOT_WORD.sub(" ", bare).strip()


def vocabulary(words: Mapping[WordT, str]) -> Vocabulary[WordT]:
    """Build a vocabulary from words divided by `;`, where `@` is both -o and -a.

    Raises:
        ValueError: If one word would mean two things.
    """
    meanings: dict[str, WordT] = {}
    for meaning, listed in words.items():
        spelled = [meaning.value]
        for word in listed.split(";"):
            spelled += [word.replace("@", "o"), word.replace("@", "a")]
        for word in map(folded, spelled):
            if meanings.setdefault(word, meaning) is not meaning:
                raise ValueError(word)
    meanings.pop("", None)
    return meanings


LICENCES = ("licencia", "con licencia", "permiso", "con permiso", "leave")
"""Whatever kind of leave follows these words, the absence is excused."""

_LEAVE = (
    "LO;LE;LP;licencia;con licencia;permiso;justificad@;excusad@;dispensad@;"
    "ausencia justificada"
)

BLOC = vocabulary(
    {
        Bloc.STATE: (
            "Estado;estatal;gobierno;sector público;públic@;entidad pública;"
            "entidades públicas;government"
        ),
        Bloc.CIVIL_SOCIETY: (
            "sociedad civil;soc. civil;SC;OSC;civil;organización de la sociedad civil;"
            "organizaciones de la sociedad civil;no estatal;ONG;ciudadanía"
        ),
        Bloc.OTHER: "otr@;otr@s;otro bloque;other bloc;ningun@;others;none",
    }
)

ORGANIZATION_TYPE = vocabulary(
    {
        OrganizationType.NATIONAL_GOVERNMENT: (
            "gobierno nacional;gobierno central;ministerio;organismo público;"
            "poder ejecutivo;GN"
        ),
        OrganizationType.REGIONAL_GOVERNMENT: "gobierno regional;GORE;región;GR",
        OrganizationType.LOCAL_GOVERNMENT: (
            "gobierno local;municipalidad;municipio;municipalidad provincial;"
            "municipalidad distrital;GL"
        ),
        OrganizationType.PUBLIC_UNIVERSITY: (
            "universidad pública;universidad nacional;universidad estatal"
        ),
        OrganizationType.PRIVATE_UNIVERSITY: (
            "universidad privada;universidad particular"
        ),
        OrganizationType.PROFESSIONAL_COLLEGE: "colegio profesional;colegio",
        OrganizationType.CIVIL_ASSOCIATION: (
            "asociación civil;asociación;ONG;organización no gubernamental;fundación;"
            "association;NGO"
        ),
        OrganizationType.GRASSROOTS_ORGANIZATION: (
            "organización social de base;organización de base;OSB;base;"
            "junta vecinal;comedor popular;rondas campesinas;grassroots"
        ),
        OrganizationType.INDIGENOUS_ORGANIZATION: (
            "organización indígena;pueblo indígena;pueblos indígenas;"
            "comunidad nativa;comunidad campesina;indígena;indigenous"
        ),
        OrganizationType.BUSINESS_GUILD: (
            "gremio empresarial;gremio;cámara de comercio;empresa;sector privado"
        ),
        OrganizationType.TRADE_UNION: "sindicato;gremio de trabajadores;union",
        OrganizationType.INTERNATIONAL_COOPERATION: (
            "cooperación internacional;cooperante;organismo internacional;cooperación"
        ),
        OrganizationType.PRESS: "prensa;medio de comunicación;medios de comunicación",
        OrganizationType.OTHER: (
            "otr@;otr@s;otra organización;other organization;others"
        ),
    }
)

DOCUMENT_TYPE = vocabulary(
    {
        DocumentType.DNI: "D.N.I.;documento nacional de identidad;libreta electoral",
        DocumentType.FOREIGNER_CARD: (
            "CE;C.E.;carné de extranjería;carnet de extranjería;carnet extranjería"
        ),
        DocumentType.PASSPORT: "pasaporte;PAS",
        DocumentType.TEMPORARY_PERMIT: (
            "PTP;P.T.P.;CPP;permiso temporal;permiso temporal de permanencia;"
            "carné de permiso temporal de permanencia;temporary permit of stay"
        ),
        DocumentType.IDENTITY_CARD: (
            "CI;C.I.;cédula;cédula de identidad;carné de identidad;carnet de identidad;"
            "cédula de identidad de otro país;identity card of another country"
        ),
        DocumentType.NONE: (
            "ningun@;sin documento;sin documento de identidad;no tiene;S/D;S.D.;"
            "no presenta;indocumentad@;no identity document"
        ),
    }
)

SEX = vocabulary(
    {
        Sex.FEMALE: "F;fem;femenin@;mujer;woman",
        Sex.MALE: "H;masc;masculin@;hombre;varón;V;man",
        Sex.UNDECLARED: (
            "no declara;no declarad@;no responde;prefiere no decir;N/D;ND;"
            "sin especificar;no especifica;otr@;not declared"
        ),
    }
)

STANDING = vocabulary(
    {
        Standing.VOICE_VOTE: (
            "voz y voto;con voz y voto;con voto;voto;V y V;voice and vote;vote"
        ),
        Standing.VOICE: (
            "voz;solo voz;sólo voz;con voz;sin voto;voz sin voto;con voz sin voto;"
            "con voz y sin voto;voice only"
        ),
        Standing.OBSERVER: (
            "observador;observadora;observador(a);oyente;sin voz ni voto"
        ),
    }
)

ATTENDANCE = vocabulary(
    {
        AttendanceStatus.EXPECTED: (
            "esperad@;invitad@;convocad@;confirmad@;inscrit@;inscrito(a);registrad@;"
            "invited"
        ),
        AttendanceStatus.PRESENT: (
            "presente;presentes;P;asistió;asiste;asistente;sí;si;x;1;yes;attended;"
            "asistencia"
        ),
        AttendanceStatus.ABSENT: (
            "ausente;ausentes;A;F;AUS;falta;faltó;no asistió;no asiste;inasistente;"
            "inasistencia;no;0;did not attend"
        ),
        AttendanceStatus.EXCUSED: _LEAVE + ";J",
    }
)

CHANNEL = vocabulary(
    {
        Channel.SESSION: (
            "sesión;en una sesión;mesa;taller;reunión;presencial;en sala;oral;meeting;"
            "in a session"
        ),
        Channel.CARD: (
            "tarjeta;por tarjeta;ficha;papeleta;papelógrafo;cartilla;slip;by card"
        ),
        Channel.OFFICIAL_LETTER: (
            "oficio;carta;por oficio o carta;documento;escrito;mesa de partes;letter;"
            "by official letter"
        ),
        Channel.EMAIL: (
            "correo;correo electrónico;por correo electrónico;e-mail;mail;by e-mail"
        ),
        Channel.WEB: (
            "formulario;formulario web;página web;sitio web;portal;por la web;website;"
            "on the web"
        ),
        Channel.SOCIAL_NETWORK: (
            "redes sociales;red social;por una red social;redes;Facebook;WhatsApp;"
            "social networks;on a social network"
        ),
        Channel.PRESS: "prensa;en la prensa;diario;periódico;in the press",
        Channel.TELEPHONE: (
            "teléfono;por teléfono;llamada;llamada telefónica;celular;phone;"
            "by telephone"
        ),
        Channel.VIRTUAL_FORUM: (
            "foro virtual;en el foro virtual;foro;forum;in the virtual forum"
        ),
    }
)

VOTE = vocabulary(
    {
        VoteChoice.FOR: (
            "a favor;favor;sí;si;aprueba;de acuerdo;yes;in favour;consiente;consents"
        ),
        VoteChoice.AGAINST: (
            "en contra;contra;no;rechaza;en desacuerdo;objeta;objects"
        ),
        VoteChoice.ABSTAIN: (
            "abstención;abstenciones;abst;abs;se abstiene;abstiene;abstenid@;"
            "abstention;abstained;se aparta;se hace a un lado;stands aside"
        ),
        VoteChoice.NO_ANSWER: (
            "sin responder;sinres;no responde;no respondió;sin respuesta;NR;S/R;"
            "no vota;no votó;did not vote"
        ),
        VoteChoice.ABSENT: "ausente;ausentes;AUS;no asistió;inasistente",
        VoteChoice.EXCUSED: _LEAVE,
    }
)

OUTCOME = vocabulary(
    {
        Outcome.ACCEPTED: (
            "acogid@;acogid@s;aceptad@;aceptad@s;acogida totalmente;se acoge;"
            "incorporad@"
        ),
        Outcome.ACCEPTED_IN_PART: (
            "acogid@ parcialmente;acogid@ en parte;acogido parcial;"
            "aceptad@ parcialmente;aceptad@ en parte;parcial;parcialmente;"
            "se acoge parcialmente;partially accepted"
        ),
        Outcome.MERGED: "fusionad@;fusión;unid@;agrupad@;combined",
        Outcome.REFERRED: "derivad@;trasladad@;remitid@;se deriva",
        Outcome.ALREADY_COVERED: (
            "ya contemplad@;contemplad@;ya existe;ya está contemplad@;ya incluid@;"
            "ya atendid@"
        ),
        Outcome.NOT_ACCEPTED: (
            "no acogid@;no aceptad@;rechazad@;desestimad@;denegad@;no se acoge;"
            "descartad@;rejected;declined"
        ),
        Outcome.OUT_OF_SCOPE: (
            "fuera de alcance;fuera del alcance;no corresponde;no pertinente"
        ),
        Outcome.WITHDRAWN: "retirad@;desistid@;se retira",
    }
)

REASON_CODE = vocabulary(
    {
        ReasonCode.ALREADY_EXISTS: (
            "ya existe;ya está contemplad@;ya contemplad@;it already exists"
        ),
        ReasonCode.OUTSIDE_COMPETENCE: (
            "fuera de competencia;fuera de la competencia;sin competencia;"
            "no es competencia;competencia de otra entidad;"
            "fuera de la competencia de la entidad;outside the competence of the entity"
        ),
        ReasonCode.LEGALLY_UNFEASIBLE: (
            "inviable legalmente;legalmente inviable;impedimento legal;no es legal;"
            "contrari@ a la ley;legally not feasible"
        ),
        ReasonCode.NO_BUDGET_OR_TIME: (
            "sin presupuesto;sin presupuesto o plazo;sin presupuesto ni plazo;"
            "falta de presupuesto;sin plazo;presupuesto o plazo"
        ),
        ReasonCode.NOT_LINKED_TO_VALUES: (
            "sin vínculo con los valores;no vinculad@ a los valores;"
            "no vinculad@ a valores OGP;sin relación con gobierno abierto;"
            "no vinculado a los valores de gobierno abierto;"
            "not linked to open government values"
        ),
        ReasonCode.DUPLICATE_OR_MERGED: "duplicad@;fusionad@;duplicad@ o fusionad@",
        ReasonCode.LOWER_PRIORITY_IN_VOTE: (
            "menor prioridad;menor prioridad en la votación;no priorizad@;"
            "no alcanzó votos;lower priority in the vote"
        ),
        ReasonCode.INSUFFICIENT_INFORMATION: (
            "información insuficiente;falta de información;insuficiente;no es clar@;"
            "not enough information"
        ),
        ReasonCode.REFERRED_ELSEWHERE: (
            "derivad@;derivad@ a otra entidad;trasladad@;referred to another entity"
        ),
        ReasonCode.OBJECTION: (
            "objeción;opinión técnica desfavorable;opinión desfavorable;veto;"
            "objeción u opinión técnica desfavorable;"
            "objection or unfavourable technical opinion"
        ),
        ReasonCode.OUT_OF_SCOPE: (
            "fuera de alcance;fuera del alcance;fuera del tema del proceso;"
            "outside the subject of the process"
        ),
        ReasonCode.WITHDRAWN_BY_AUTHOR: (
            "retirad@;retirad@ por su autor;retirad@ por su autora;"
            "retirad@ por el autor;retirado por su autor o autora;"
            "withdrawn by its author"
        ),
        ReasonCode.OTHER: "otr@;otr@s;otro motivo;otra razón;another reason",
    }
)

LANGUAGES: Mapping[str, str] = {
    folded(name): code
    for code, names in {
        "es": "español;castellano;spanish;spa",
        "qu": "quechua;runasimi;runa simi;que",
        "ay": "aimara;aymara;aym",
        "cni": "asháninka;ashaninca",
        "agr": "awajún;aguaruna",
        "shp": "shipibo;shipibo-konibo;shipibo conibo",
        "hub": "wampis;wampís;huambisa",
        "jaq": "jaqaru",
        "mcb": "matsigenka;machiguenga",
        "en": "inglés;english;eng",
        "pt": "portugués;portuguese;por",
    }.items()
    for name in (code, *names.split(";"))
}
"""Names of languages heard in Peru to their ISO 639 codes."""
