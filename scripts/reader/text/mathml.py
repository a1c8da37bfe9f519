"""The elements of MathML Core that formulas in a page are made of: https://www.w3.org/TR/mathml-core/"""

NAMES = """math annotation semantics menclose merror mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow ms mspace
    msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover none"""
ATTRIBUTE_NAMES = """accent accentunder columnalign columnspan depth display displaystyle encoding fence form height linethickness lspace
    mathvariant maxsize minsize movablelimits notation rowspan rspace scriptlevel separator stretchy symmetric width"""
ELEMENTS, ATTRIBUTES = frozenset(NAMES.split()), frozenset(ATTRIBUTE_NAMES.split())
BEGINNING = r'<math\b[^<>]*>(?:(?!</math>).)*<annotation encoding="application/x-tex">'  # all before the words of a formula, which are TeX
END = "</annotation></semantics></math>"
