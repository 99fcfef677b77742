"""What provisioning commands and the files they leave behind tell: one file per kind."""
