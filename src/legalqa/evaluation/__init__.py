"""Question sets → run folders → scores → reports and comparisons. Answers are made once; scoring reads files only."""
