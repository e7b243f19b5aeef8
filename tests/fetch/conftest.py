"""A cache folder and an environment of each test's own."""

import pytest


@pytest.fixture(autouse=True)
def apart(tmp_path, monkeypatch):
    """Keep the machine's own cache, proxies, key and contact out of tests."""
    monkeypatch.setenv("KG_CACHE_DIR", str(tmp_path / "cache"))
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    for name in ("OPENALEX_API_KEY", "KG_CONTACT", "KG_OFFLINE"):
        monkeypatch.delenv(name, raising=False)
