"""English as people write it to a coach: amounts, days, clauses, moods and the names of goals.

Pure: text in, values out, no query and no clock. The words are data (data/*.toml), the code is grammar.
"""
