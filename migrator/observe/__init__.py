"""From what was read to evidence: which detectors look at what, in which order."""
