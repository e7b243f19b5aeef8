"""The services that list papers, a module each: what each is asked, and what its answers hold."""
