"""How one message is answered: load → decay → classify → enrich → orchestrate → save, one module a stage.

The first four read; the last two run inside one write, so that a reply and what it says was recorded are stored
together or not at all. `turn` is what they hand on. coaching/actions/messages.py runs them.
"""
