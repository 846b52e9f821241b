"""Talking with people about what they want and what they did."""
