"""From the model and a person's answers to the plan: every choice that is made, made here."""
