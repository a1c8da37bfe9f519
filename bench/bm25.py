"""Plain BM25 over stems, without stop words: what any search must be better than."""

import math
import re
from collections import Counter
from collections.abc import Callable, Mapping

import snowballstemmer

SATURATION, NORMALIZATION = 1.2, 0.75  # k1 and b, as Robertson and Zaragoza (2009) recommend and Lucene has them
WORD = re.compile(r"[^\W_]+")
# NLTK's list.
ENGLISH = """
i me my myself we our ours ourselves you your yours yourself yourselves he him his himself she her hers herself it its itself they
them their theirs themselves what which who whom this that these those am is are was were be been being have has had having do
does did doing a an the and but if or because as until while of at by for with about against between into through during before
after above below to from up down in out on off over under again further then once here there when where why how all any both each
few more most other some such no nor not only own same so than too very s t can will just don should now
"""
STOP_WORDS = frozenset(ENGLISH.split())


def ranking(texts: Mapping[str, str]) -> Callable[[str], list[str]]:
    """Return the function that finds, for a query, the addresses of texts, the best first."""
    stemmer = snowballstemmer.stemmer("english")

    def stems(text: str) -> list[str]:
        return stemmer.stemWords([word for word in WORD.findall(text.lower()) if word not in STOP_WORDS])

    counts = {address: Counter(stems(text)) for address, text in texts.items()}
    lengths = {address: sum(words.values()) for address, words in counts.items()}
    average = sum(lengths.values()) / len(lengths)
    having = Counter(word for words in counts.values() for word in words)

    def search(query: str) -> list[str]:
        scores: Counter[str] = Counter()
        for word in set(stems(query)) & having.keys():
            rarity = math.log(1 + (len(counts) - having[word] + 0.5) / (having[word] + 0.5))
            for address, words in counts.items():
                if count := words[word]:
                    norm = SATURATION * (1 - NORMALIZATION + NORMALIZATION * lengths[address] / average)
                    scores[address] += rarity * count * (SATURATION + 1) / (count + norm)
        return sorted(scores, key=lambda address: (-scores[address], address))

    return search
