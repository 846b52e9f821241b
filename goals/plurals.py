"""One of what people count in words of their own: the singular of English nouns."""

# Plurals in -ves whose singular ends in -f, and in -ies whose singular ends in -ie.
_IN_F = ("calves", "halves", "leaves", "loaves", "scarves", "shelves")
_IN_IE = ("brownies", "calories", "cookies", "movies", "selfies", "smoothies")


def singular(word: str) -> str:
    """ "glasses" → "glass", "coffees" → "coffee", "berries" → "berry"."""
    if len(word) < 4 or word.endswith(("ss", "us", "is")) or not word.endswith("s"):
        return word
    if word in _IN_F:
        return word[:-3] + "f"
    if word.endswith("ies") and len(word) > 4 and word not in _IN_IE:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return word[:-2]
    return word[:-1]
