"""Everything a member may see, as a file that is written as it is read.

- `source`, `sides`: rows in the order of their ids, a batch at a time, without objects;
- `people`, `organisations`, `objectives`, `activities`: what is said of each noun;
- `table`: a record as cells, `delimited`, `workbook`, `cards`, `lines`: the formats;
- `deed`: who may, how it is logged, what the file is called.

What is exported imports again to the same: columns are named by `targets.py`, and ids
of the namespace `bestfew` link the files of one workspace (trust.md B4, D10).
"""
