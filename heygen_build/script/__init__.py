"""Scripts of scenes: what is written in them, what people read of it, and what voices say. Leaf: knows no room."""
