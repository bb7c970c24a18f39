"""How Bestfew is put together: settings, URLs, the command line, the web server."""
