"""A tracker of any size, with a site, from invented words, shaped like a large real one.

Around a thousand records stand what stands around as many real ones: 1,500 sources, 200 series,
and more than forty agreements, of which a few are large, with chapters, and most are short. Every
tenth record is of the same kind, all texts are invented, and the same size gives the same files.

Two things are heavier than in a real register, so that no figure is too kind: a record has about
3 KB, and a third of its evidence is proven in stored texts.
"""
