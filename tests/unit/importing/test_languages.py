"""The language of a paper is what its file declares or, where that is wrong or wanting, what its words show."""

import pytest

from scripts.reader.importing import languages

ENGLISH = 12 * "The state is that which has power and the means to keep it for itself. "
GERMAN = 12 * "Der Staat ist nicht der, den die anderen wollen, und das wird auch von der Lehre mit dem Wort auf eine Art gesagt. "


@pytest.mark.parametrize(
    ("text", "declared", "spoken"),
    [
        (GERMAN, "", "de"),
        (ENGLISH, "", "en"),
        (ENGLISH + ENGLISH + GERMAN, "", ""),
        (GERMAN, "en-US", "de"),
        ("Der Staat", "", ""),
        (5 * "小国与大国的关系", "de-DE", "zh"),
        (5 * "小さな国と大きな国", "", "ja"),
        (5 * "سیاست روسیه در قبال افغانستان ", "", "und-Arab"),
        (5 * "سیاست روسیه در قبال افغانستان ", "fa-IR", "fa-IR"),
        (5 * "Малое государство ", "en", "und-Cyrl"),
        ("Ω and π", "", ""),
    ],
)
def test_the_language_that_is_spoken(text, declared, spoken):
    assert languages.spoken(text, declared) == spoken


@pytest.mark.parametrize(
    ("tex", "language"),
    [
        (r"\documentclass{article}\usepackage[ngerman]{babel}", "de"),
        (r"\documentclass{article}\usepackage[english,french]{babel}", "fr"),
        (r"\documentclass[12pt,brazil]{article}\usepackage{babel,csquotes}", "pt-BR"),
        (r"\documentclass[french]{article}", ""),
        (r"\setmainlanguage[variant=british]{persian}", "fa"),
        (r"\usepackage[utf8]{inputenc}", ""),
    ],
)
def test_the_language_that_latex_declares(tex, language):
    assert languages.latex_language(tex) == language
