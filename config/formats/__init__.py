"""How dates are written in the languages of the pages; numbers are written as Django's own locales say."""
