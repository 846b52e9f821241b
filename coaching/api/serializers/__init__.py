"""How the coach's rows are read and written, one module a subject."""
