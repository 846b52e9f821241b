"""German forms of the date formats that templates and sentences name in English.

Django looks a format up here by its name before it takes the name for the format itself, so that a page says
`|date:"j F"` and reads "20. November". What is not here, such as "F Y", is the same in both languages.
"""

globals().update(
    {
        "j F": "j. F",
        "j F Y": "j. F Y",
        "j F Y, H:i": "j. F Y, H:i",
        "j M": "j. M",
        "j M Y": "j. M Y",
        "D j F": "D, j. F",
        "D j F Y": "D, j. F Y",
        "l j F": "l, j. F",
        "l j F Y": "l, j. F Y",
        "l j F Y, H:i": "l, j. F Y, H:i",
    }
)
