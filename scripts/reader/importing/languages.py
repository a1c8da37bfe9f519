"""Language tags of what is imported (BCP 47)."""

import re
import unicodedata
from collections import Counter

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
SCRIPTS = {  # by the first words of the names that Unicode gives letters: the language that is written so, or the script alone
    "CJK": "zh", "HIRAGANA": "ja", "KATAKANA": "ja", "HANGUL": "ko", "HEBREW": "he", "GREEK": "el", "CYRILLIC": "und-Cyrl",
    "ARABIC": "und-Arab", "DEVANAGARI": "und-Deva", "THAI": "th", "GEORGIAN": "ka", "ARMENIAN": "hy",
}  # fmt: skip
BABEL = {  # names that packages of LaTeX have for languages
    "american": "en-US", "arabic": "ar", "brazil": "pt-BR", "brazilian": "pt-BR", "british": "en-GB", "dutch": "nl", "english": "en",
    "farsi": "fa", "french": "fr", "german": "de", "greek": "el", "hebrew": "he", "italian": "it", "naustrian": "de-AT", "ngerman": "de",
    "persian": "fa", "polish": "pl", "portuguese": "pt", "russian": "ru", "spanish": "es", "turkish": "tr", "ukrainian": "uk",
}  # fmt: skip
MIN_LETTERS = 20
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
    """Return the language that a file declares or, if the words of its text are clearly those of another, that one.

    Where it declares none, the words must be clearly those of one language.
    """
    own = primary_language(declared)
    if (script := script_language(text)) and (not own or own in COMMON_WORDS):
        return script
    words = re.findall(r"[^\W\d_]+", text.casefold())
    counts = Counter(words)
    shares = {language: sum(counts[word] for word in common.split()) for language, common in COMMON_WORDS.items()}
    (best, most), (_, second) = sorted(shares.items(), key=lambda item: -item[1])[:2]
    if len(words) < MIN_WORDS or (own and own not in shares) or best == own or most < MIN_SHARE * max(shares.get(own, second), 1):
        return declared
    return best


def script_language(text: str) -> str:
    """Return the language that a text must be in because most of its letters are of a script; "" for Latin letters, or few."""
    letters = [letter for letter in text[:20_000] if letter.isalpha()]
    kinds = Counter(SCRIPTS.get(unicodedata.name(letter, "").split(" ")[0].split("-")[0], "") for letter in letters)
    if len(letters) < MIN_LETTERS or 2 * kinds[""] > len(letters):
        return ""
    return "ja" if kinds["ja"] * 20 > len(letters) else max(kinds, key=lambda kind: kinds[kind])


def latex_language(text: str) -> str:
    """Return the main language that a file in LaTeX declares for its packages; "" if it declares none."""
    main = re.search(r"\\set(?:main|default)language(?:\[[^\]]*\])?\{(\w+)\}", text)
    options = re.search(r"\\usepackage\[([^\]]*)\]\{(?:[\w,]*,)?babel\b", text)
    of_class = re.search(r"\\documentclass\[([^\]]*)\]", text) if re.search(r"\\usepackage(?:\[[^\]]*\])?\{[^}]*\bbabel\b", text) else None
    named = [name.strip() for found in (of_class, options, main) if found for name in found[1].replace("main=", "").split(",")]
    return next((BABEL[name] for name in reversed(named) if name in BABEL), "")
