"""What every package may use: files, problems, addresses, dates."""
