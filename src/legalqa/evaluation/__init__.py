"""Question sets → run folders → scores → reports and comparisons. Answers are made once; scoring reads files only."""

#: legalqa's own ranking, and the plain ones beside it.
OWN = "legalqa"
BASELINES = ("bm25", "dense", "rrf", "llamaindex")
