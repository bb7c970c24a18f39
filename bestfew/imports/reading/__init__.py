"""Files of every kind as rows of text cells. No Django here: a capped child runs it.

`bestfew.imports.readers` is the door; the parts behind it:

- `layouts`: what is known of a file before its rows are read, limits, refusals;
- `encodings`, `twice`: how text is written, and text that was encoded twice;
- `delimited`: CSV and its kin, streamed inside the process;
- `workbooks`, `vcards`, `archives`: what others wrote, each turned into CSV;
- `child`, `capped`: the process in which that happens, and how it is held.
"""
