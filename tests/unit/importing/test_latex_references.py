"""References within a paper in LaTeX read as in print, and lead where they point."""

import pytest

from scripts.reader.importing.extract import extract

PAPER = r"""\documentclass{article}
\begin{document}
%s
\section{One}\label{sec:one}
%s
\begin{figure}\caption{A map.}\label{fig:map}\end{figure}
\begin{table}\caption{Votes}\label{tab:votes}\begin{tabular}{ll}a & b\\ c & d\end{tabular}\end{table}
\begin{align}\label{eq:a} a&=b\\ \nonumber b&=c\\ \label{eq:c} c&=d\end{align}
\section{Two}\label{sec:two}
Text.
\subsection{Empty}\label{sub:empty}
\end{document}"""


def imported(tmp_path, words, before=""):
    (tmp_path / "paper.tex").write_text(PAPER % (before, words), encoding="utf-8")
    _, extracted, problems = extract(tmp_path / "paper.tex", "paper.tex")
    assert problems == []
    return extracted


@pytest.mark.parametrize(
    ("tex", "shown"),
    [
        (r"See \autoref{fig:map}.", "See [Figure 1](one.md#p2)."),
        (r"See \cref{tab:votes}.", "See [Table 1](one.md#p3)."),
        (r"See Figure~\ref{fig:map}.", "See Figure [1](one.md#p2)."),
        (r"See \autoref{sec:two}.", "See [section 2](two.md)."),
        (r"See Section~\ref{sub:empty}.", "See Section [2.1](two.md)."),
        (r"See \nameref{sec:two}.", "See [Two](two.md)."),
        (r"By \eqref{eq:a} and \eqref{eq:c}.", "By (1) and (2)."),
        (r"On p.~\pageref{fig:map}.", "On p. \\[…\\]."),
    ],
)
def test_a_reference_is_worded(tmp_path, tex, shown):
    page = imported(tmp_path, tex).pages["one"].replace("\u00a0", " ")
    assert shown in page
    assert "Figure 1: A map." in page
    assert "Table 1: Votes" in page


def test_names_are_in_the_language_of_the_paper(tmp_path):
    (tmp_path / "p.tex").write_text(PAPER % ("", r"Siehe \autoref{fig:map}."), encoding="utf-8")
    _, extracted, _ = extract(tmp_path / "p.tex", "p.tex", "de")
    assert "[Abbildung 1](one.md#p2)" in extracted.pages["one"].replace("\u00a0", " ")


def test_a_reference_that_leads_nowhere_is_reported(tmp_path):
    extracted = imported(tmp_path, r"See \ref{fig:gone} on p.~\pageref{fig:map}.")
    assert "a reference to fig:gone, which the file does not define: shown as [fig:gone]" in extracted.remarks
    assert "the number of the page of fig:map, left out: […]" in extracted.remarks
