"""Invented literature of any size, in the shape of a real one.

names        entities and people that nobody knows, beside some famous ones
abstracts    an abstract, sentence by sentence, with the place of every name
papers       papers one after the other: what each is about, and its abstract
builds       such papers as the graph and the folder of a build
copies       records of one paper as other sources have it, and papers that look like it
graphs       graphs of an exact size without papers behind them, for measuring pages and maps
"""
