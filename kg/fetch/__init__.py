"""Fetch: papers from the services that list them, as JSON Lines. Nothing else in kg talks to the network.

    plan      what a person wants: a `[[fetch]]` table or a command line ──▶ Job ──▶ Query
    run       the steps of a query, one request each ──▶ pages ──▶ the files they end in
    web       one request: at the service's pace, within bounds, at public addresses, again where it did not go well

Each service is a module of `services`: `daily_papers`, `arxiv`, `openalex`. docs/fetch.md says what each is asked, and
what is kept.
"""
