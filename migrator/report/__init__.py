"""From a plan to what a person reads: Markdown for the reviewer, a summary for the terminal."""
