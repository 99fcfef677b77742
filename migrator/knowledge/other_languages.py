"""What is installed for other languages than JavaScript, and which npm packages run them."""

from __future__ import annotations

import re
from collections.abc import Collection

from migrator.knowledge.tables import table


def reason_to_leave(name: str, manager: str, packages: Collection[str], scripts: str) -> str | None:
    """Why a package stays behind; None where the application may need it, or nobody knows.

    `packages` are the application's npm packages, `scripts` the text of its scripts.
    """
    known = table("other_languages")
    if name.lower() in known["tools"].get(manager, ()):
        return "a tool of a person or of the machine's set-up"
    for language in known["languages"]:
        if re.fullmatch(language["packages"], name) is None:
            continue
        called = set(re.findall(r"[\w-]+", scripts)) & set(language["programs"])
        if not called and not set(packages) & set(language["users"]):
            return f"nothing in package.json runs {language['name']}"
    return None
