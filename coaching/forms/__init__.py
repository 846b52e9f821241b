"""What pages of the coach's send, one module a subject."""
