"""How each look is drawn."""
