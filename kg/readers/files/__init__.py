"""Files as they are found: folders, packed files, encodings, and what comes without a place on the disk."""
