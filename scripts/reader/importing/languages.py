"""Language tags of what is imported (BCP 47)."""

import re

from scripts.reader.text.front_matter import LANGUAGE_TAG

SITE_LANGUAGE = "en"
COMMON_WORDS = {  # by language, such as stand in every sentence and in no other of these languages
    "en": "the and of that is with for this was which are from have not",
    "de": "der die und das ist nicht mit den auf eine dem auch wird von",
    "fr": "le les des et une est dans pour qui que sur avec cette aux",
    "es": "el los las y una del que por con para como esta pero sus",
    "pt": "o os e uma do da não que em com dos das ao pela",
    "it": "il gli della che di è una del nel sono con dei alla anche",
    "nl": "het een van en dat niet voor met zijn wordt ook aan door naar",
}
MIN_WORDS, MIN_SHARE = 60, 2  # of a text that is long enough to tell; how much oftener the words of another language must be


def language_tag(text: str | None) -> str:
    """Return a language tag in its usual form, en-GB for EN_gb; "" if the text is none."""
    tag = (text or "").strip().replace("_", "-")
    if not LANGUAGE_TAG.fullmatch(tag):
        return ""
    first, *rest = tag.split("-")
    return "-".join([first.lower(), *map(subtag, rest)])


def subtag(part: str) -> str:
    """Return a part of a language tag in its usual form: a region in capitals, a script with one (RFC 5646, 2.1.1)."""
    if len(part) == 2:
        return part.upper()
    return part.title() if len(part) == 4 and part.isalpha() else part.lower()


def primary_language(tag: str) -> str:
    """Return the language of a tag without script and region: en of en-GB."""
    return tag.partition("-")[0].lower()


def is_site_language(tag: str) -> bool:
    """Return whether a text in a language need not say so on a page; "" is one that nobody knows."""
    return primary_language(tag) in ("", SITE_LANGUAGE)


def spoken(text: str, declared: str) -> str:
    """Return the language that a file declares or, if the words of its text are clearly those of another, that one."""
    words = re.findall(r"[^\W\d_]+", text.casefold())
    counts = {language: sum(words.count(word) for word in common.split()) for language, common in COMMON_WORDS.items()}
    best = max(counts, key=lambda language: counts[language])
    own = counts.get(primary_language(declared))
    if len(words) < MIN_WORDS or own is None or best == primary_language(declared) or counts[best] < MIN_SHARE * max(own, 1):
        return declared
    return best
