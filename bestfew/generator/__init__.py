"""Makes up people by the million, and remembers who is whom (`bestfew generate`).

Everything is a function of a seed and a number: any person can be made again without
those before. Plain Python, except for `workspace`, which writes them down.
"""
