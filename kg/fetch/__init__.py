"""Fetch: papers from the services that list them, as JSON Lines.

    plan      what a person wants: a `[[fetch]]` table or a command line ──▶ Job ──▶ Query
    run       the steps of a query, one request each ──▶ pages ──▶ the files they end in
    web       one request: at the service's pace, again where it did not go well; kg.web has what every request needs

Each service is a module of `services`: `daily_papers`, `arxiv`, `openalex`. docs/fetch.md says what each is asked, and
what is kept.
"""
