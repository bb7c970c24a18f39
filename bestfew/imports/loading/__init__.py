"""The engine: reads rows, finds what they are about, and writes them set by set."""
