"""One request: at a service's pace, within bounds, at public addresses, again where it did not go well."""
