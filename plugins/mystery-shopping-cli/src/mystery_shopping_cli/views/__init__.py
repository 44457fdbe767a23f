"""Values of the library as blocks for the screen; every view is a pure function."""
