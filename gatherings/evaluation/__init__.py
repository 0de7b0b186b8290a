"""What those who were there thought of it: asked once, answered without a name, told once. Pure."""
