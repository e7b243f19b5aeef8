"""What single fields say: names, days, identifiers, addresses, marked-up text."""
