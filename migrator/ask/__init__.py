"""Who answers the questions: a person at a terminal, a file, or the defaults."""
