"""Things to cite, of every kind, with every kind of author, date and title: for the tests of citations."""

from dataclasses import replace

from scripts.reader.citing.citable_item import CitableItem

BASE = "https://example.org/reader/"
AUTHORS = {
    "nobody": (),
    "one": ("Doe, Jane",),
    "two": ("Doe, Jane", "van der Berg, Anna M."),
    "five": ("Doe, Jane", "Roe, Richard", "Poe, Edgar Allan", "Loe, Li", "Moe, Max"),
    "organization": ("United Nations Assistance Mission in Argentina",),
    "person-and-organization": ("Doe, Jane", "Research & Policy Institute"),
    "russian": ("Иванов, Иван Петрович",),
    "persian": ("کریمی, حامد", "رضایی, زهرا"),
}
TITLES = {
    "section": "Results and discussion (Small State, section 4)",
    "supplied": "[Prussia, the Small State and the National Security Strategy of 2021]",
    "signs": 'A & B: 50% of $5 #1 a_b {c} ~ ^ \\ "quoted" 1 < 2 > 0',
    "preposition": "[Prussia after the rise of the alliance]",
    "question": "Prussia's 'near abroad' – a view: from the U.S.?",
    "russian": "Россия и Афганистан после прихода талибов",
    "persian": "روسیه و افغانستان پس از ظهور طالبان",
}
FIELDS = {
    "page": {"short": "Results", "container": "The Reader", "version": "1.2.0", "rights": "CC BY 4.0"},
    "article": {"container": "Journal of X & Y", "volume": "3", "issue": "2", "pages": "149-173", "doi": "10.1/x_y", "publisher": "Press"},
}


def cited(kind, author="nobody", date="2026-11-22", title="section", language="en"):
    id = "-".join([kind, author, date or "never", title])
    fields = {**FIELDS[kind], "date": date, "language": language, "authors": AUTHORS[author], "abstract": f"{TITLES[title]}\nSecond line."}
    return CitableItem(id, kind, TITLES[title], f"{BASE}{kind}/{author}/{date}/", **fields)


def table():
    for kind in FIELDS:
        yield from (cited(kind, author) for author in AUTHORS)
        yield from (cited(kind, author, date) for author in ("nobody", "one") for date in ("2026", ""))
        yield from (cited(kind, title=title) for title in ("supplied", "preposition", "signs", "question"))
        yield cited(kind, "one", title="signs")
        for name, language in (("russian", "ru"), ("persian", "fa")):
            yield replace(cited(kind, name, "2025", name, language), short="")
    yield replace(cited("page"), id="page-of-a-publisher", publisher="Press & Sons")
    yield replace(cited("page"), id="home-page", container="", short="Results and discussion")
    yield replace(cited("article", "one", "2021"), id="article-without-issue", volume="", issue="", pages="", doi="", publisher="")
    yield replace(cited("article", "one", "2021"), id="article-without-address", url="")
    yield CitableItem("article-of-which-nothing-is-known", "article", "[A title]", f"{BASE}article/")


TABLE = list(table())
