"""What is new, for readers: reports of two builds, and digests to be mailed.

document   a title, a lead and sections of items, as spans of text with links
plain, markdown, mail   a document as plain text, as Markdown, and as HTML that mail programs show
message    a document as a message to be sent: plain text and HTML
sections   the sections that tell what differs between two builds
choice     the papers worth reading first, with a sentence of each
"""
