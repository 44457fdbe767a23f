"""A whole month played in seconds, with nothing but the library's public face."""
