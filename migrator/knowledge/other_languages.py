"""What is installed for other languages and browsers, and which npm packages run them."""

from __future__ import annotations

import re
from collections.abc import Collection

from migrator.knowledge.tables import table


def reason_to_leave(
    name: str,
    manager: str,
    packages: Collection[str],
    scripts: str,
    running: Collection[str] = (),
) -> str | None:
    """Why a package stays behind; None where the application may need it, or nobody knows.

    `packages` are the application's npm packages, `running` those that a release has, `scripts`
    the text of its scripts. A browser that only tests drive has no part in a release.
    """
    known = table("other_languages")
    if name.lower() in known["tools"].get(manager, ()):
        return "a tool of a person or of the machine's set-up"
    for language in known["languages"]:
        if re.fullmatch(language["packages"], name) is None:
            continue
        called = set(re.findall(r"[\w-]+", scripts)) & set(language["programs"])
        theirs = running if language.get("while") == "running" else packages
        if not called and not set(theirs) & set(language["users"]):
            return f"nothing in package.json runs {language['name']}"
    return None
