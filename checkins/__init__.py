"""What a person did: check-ins, and the figures that follow from them."""
