"""Received words as values of front matter: plain text, in YAML that cannot be read as anything else."""

import json
import re

import yaml

from scripts.reader.edition.bibliography import DOI
from scripts.reader.text.unsafe_markup import TAG

NOT_TEXT = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff\ud800-\udfff]")
TEXT_TAG = re.compile(r"(?i)</?(?:a|b|bold|br|code|em|font|i|italic|p|s|sc|small|span|strong|sub|sup|tt|u)(?:\s+[\w:-]+\s*=[^<>]*)?\s*/?>")


def plain_value(value: str) -> str:
    """Return text without control characters and mark-up, on one line. The words within tags stay."""
    text = " ".join(NOT_TEXT.sub(" ", value).split())
    return TAG.sub("< ", TEXT_TAG.sub("", text).strip() or text)


def quote(value: str) -> str:
    """Return a value as plain text in YAML, in quotation marks where it needs them."""
    text = plain_value(value)
    is_plain = re.fullmatch(r"[^\W\d_][\w ,()–-]*", text) and yaml.safe_load(text) == text
    return text if is_plain else json.dumps(text, ensure_ascii=False)


def find_doi(text: str) -> str:
    """Return the DOI in a text such as doi:10.1234/x or https://doi.org/10.1234/x; "" if there is none."""
    name = text[max(text.find("10."), 0) :].strip()
    return name if DOI.fullmatch(name) else ""
