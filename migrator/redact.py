"""Masks passwords, tokens, keys and credentials in texts that a person will see.

Used for every excerpt of a repository or a guest before it reaches the plan, a
report, a log or the terminal. A reference to a secret (`$DB_PASSWORD`) is not a
secret and stays readable. Every pattern is linear in the length of its input.
"""

from __future__ import annotations

import re

MASK = "***"

_SECRET_WORDS = re.compile(
    r"pass(?:word|wd|phrase)?|pwd|secret|token|credentials?|api_?key|access_?key|private_?key"
    r"|auth_?key|encryption_?key|signing_?key",
    re.IGNORECASE,
)
_PUBLIC_ENDINGS = re.compile(
    r"(?:_|-)?(?:file|path|dir|url|uri|user|name|id|length|timeout|expiry|expires_?in|ttl)$",
    re.IGNORECASE,
)
_WORD_PARTS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
# Short enough to be a part of another word: `compass`, `bypass`.
_SHORT_WORDS = frozenset({"pass", "pwd"})

# A value: quoted, or up to the next blank or delimiter. A reference ($NAME, <%= … %>,
# {{ … }}, #{ … }) and an option that follows by mistake are left alone by `_is_reference`.
_VALUE = r"""(?:"[^"\n]*"|'[^'\n]*'|[^\s"'`,;|&<>(){}\[\]]+)"""
_NAME = r"[A-Za-z_][A-Za-z0-9_.-]{0,80}"

_PRIVATE_KEY = re.compile(
    r"(-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----)(?:(?!-----END ).)*", re.DOTALL
)
_URL_CREDENTIALS = re.compile(
    r"\b([a-z][a-z0-9+.-]{0,30}://[^\s/:@'\"]{0,200}):([^\s/@'\"]{1,200})@", re.IGNORECASE
)
_ASSIGNMENT = re.compile(
    rf"""(?P<name>{_NAME})(?P<operator>["']?[ \t]{{0,8}}(?:=>|:=|=|:)[ \t]{{0,8}})"""
    rf"(?P<value>{_VALUE})"
)
_OPTION = re.compile(rf"(?P<name>--?{_NAME})(?P<operator>\s+)(?P<value>{_VALUE})")

_BUILD_SECRET = re.compile(r"id=[\w.-]+(?:,(?:src|env)=[^,]*)?\Z")
_NO_SECRETS = frozenset(
    {"", MASK, "true", "false", "yes", "no", "null", "nil", "None", "undefined", "required"}
)

# What tools take a password by without a name that says so.
_BY_POSITION: tuple[re.Pattern[str], ...] = (
    re.compile(rf"(?P<before>\bIDENTIFIED\s+(?:WITH\s+\w+\s+)?BY\s+)(?P<value>{_VALUE})", re.I),
    re.compile(r"(?P<before>\bPASSWORD\s*\(?\s*)(?P<value>'[^'\n]*')", re.I),
    re.compile(rf"(?P<before>\b(?:requirepass|masterauth)\s+)(?P<value>{_VALUE})", re.I),
    re.compile(r"(?P<before>\bmysql\w*\b[^|;&\n]{0,200}?\s-p)(?P<value>[^\s|;&]+)"),
    re.compile(rf"(?P<before>\bsshpass\s+-p\s*)(?P<value>{_VALUE})"),
    re.compile(rf"(?P<before>\bredis-cli\b[^|;&\n]{{0,200}}?\s-a\s*)(?P<value>{_VALUE})"),
    re.compile(rf"(?P<before>password(?:_again)?\s+password\s+)(?P<value>{_VALUE})", re.I),
    re.compile(
        r"(?P<before>\b(?:curl|wget)\b[^|;&\n]{0,200}?\s(?:-u|--user)[\s=]*[^\s:]+:)"
        r"(?P<value>[^\s'\"]+)"
    ),
    re.compile(
        r"""(?P<before>\becho\s+["']?[\w.$-]+:)(?P<value>[^\s"'|]+)(?=["']?\s*\|\s*"""
        r"(?:sudo\s+)?chpasswd)"
    ),
    re.compile(r"(?P<before>\b(?:add_user|change_password)\s+\S+\s+)(?P<value>\S+)"),
    re.compile(r"(?P<before>\b(?:Bearer|Basic)\s+)(?P<value>[A-Za-z0-9+/=._~-]{8,})"),
)

# Tokens that are recognised by their own shape.
_TOKENS = re.compile(
    r"\b(?:AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{20,}|github_pat_[A-Za-z0-9_]{20,}"
    r"|xox[abprs]-[A-Za-z0-9-]{10,}|sk_(?:live|test)_[A-Za-z0-9]{10,}|npm_[A-Za-z0-9]{30,}"
    r"|AIza[A-Za-z0-9_-]{30,}|SG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}"
    r"|eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,})"
)


# Long, of letters and digits in no order that a word has; a UUID is an API key at some services.
_KEY = re.compile(
    r"(?<![A-Z0-9])(?=[A-Z]*[0-9])(?=[0-9]*[A-Z])[A-Z0-9]{20,}"
    r"|\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b",
    re.IGNORECASE,
)
_KEY_NAMES = frozenset({"key", "salt", "jwt", "session", "sk", "dsn", "webhook"})

# What every pattern above needs to find: without it a text is not looked at any further.
_WORTH_A_LOOK = re.compile(
    r"pass|pwd|secret|token|credential|key|auth|identified|bearer|basic|://|sshpass|mysql|redis-cli"
    r"|curl|wget|add_user|akia|gh[pousr]_|github_pat_|xox|sk_|npm_|aiza|sg\.|eyj",
    re.IGNORECASE,
)


def redact(text: str) -> str:
    """`text` with the value of every secret replaced by `***`."""
    if not _WORTH_A_LOOK.search(text):
        return text
    text = _PRIVATE_KEY.sub(rf"\1{MASK}", text)
    text = _URL_CREDENTIALS.sub(_mask_url, text)
    text = _ASSIGNMENT.sub(_mask_named, text)
    text = _OPTION.sub(_mask_named, text)
    for pattern in _BY_POSITION:
        text = pattern.sub(_mask_positional, text)
    return _TOKENS.sub(MASK, text)


def names_a_secret(name: str) -> bool:
    """Whether a variable or option of this name holds a secret (`DB_PASSWORD`, `apiKey`).

    A name that only points at one (`PASSWORD_FILE`, `TOKEN_URL`) does not.
    """
    if _PUBLIC_ENDINGS.search(name):
        return False
    parts = {part.lower() for part in _WORD_PARTS.findall(name)}
    found = {match.group().lower() for match in _SECRET_WORDS.finditer(name)}
    return any(word not in _SHORT_WORDS or word in parts for word in found)


def resembles_a_key(name: str, value: str) -> bool:
    """Whether a line of an .env, where people keep keys, may be one: by its last word, or looks.

    Too broad for any other text: `key=` means many things, and a commit's hash looks the same.
    """
    words = _WORD_PARTS.findall(name)
    is_named = bool(words) and words[-1].lower() in _KEY_NAMES and not value.isdigit()
    # An address such as `https://me@example.com:word@host` has its password behind a second `@`.
    has_account = "://" in value and "@" in value
    return bool(value) and (is_named or has_account or _KEY.search(value) is not None)


def _mask_url(match: re.Match[str]) -> str:
    before, value = match.groups()
    return match.group() if _is_reference(value) else f"{before}:{MASK}@"


def _mask_named(match: re.Match[str]) -> str:
    name, operator, value = match.group("name", "operator", "value")
    if not names_a_secret(name.lstrip("-")) or _is_reference(value):
        return match.group()
    return f"{name}{operator}{_masked(value)}"


def _mask_positional(match: re.Match[str]) -> str:
    before, value = match.group("before", "value")
    return match.group() if _is_reference(value) else f"{before}{_masked(value)}"


def _masked(value: str) -> str:
    quote = value[0] if value[0] in "\"'" else ""
    return f"{quote}{MASK}{quote}"


def _is_reference(value: str) -> bool:
    """Whether the value only names a variable, is empty, a switch, or masked already."""
    bare = value.strip("\"'\\,")
    # `docker build --secret id=NAME` tells where a secret is.
    if bare in _NO_SECRETS or _BUILD_SECRET.match(bare):
        return True
    return bare.startswith(("$", "%", "<", "{{", "#{", "-", "process.env", "ENV[", "ENV."))
