"""Pieces of shell that several probes share; each works in dash, bash and busybox's sh."""

from __future__ import annotations

# Runs the body for every Node process, with $p its /proc folder and $exe its binary. Other
# users' /proc/PID/exe is hidden from all but root; their command line is not.
EACH_NODE_PROCESS = """
for p in /proc/[0-9]*; do
  exe=$(readlink "$p/exe"); exe=${{exe%% (deleted)}}
  first=$(tr '\\n\\0' ' \\n' <"$p/cmdline" | head -n 1)
  name=${{exe:-${{first%% *}}}}
  case "${{name##*/}}" in node|nodejs|iojs) ;; *) continue ;; esac
  {body}
done; true
"""

# Prints a binary's version. Only a binary of root or of our own account is run, so that
# sudo cannot be made to run what any other account put there.
PRINT_VERSION = """
print_version() {
  set -- "$1" $(ls -ldL "$1")
  case "$4" in root|"$(id -un)") "$1" --version | head -n 1 ;; *) echo - ;; esac
}
"""

# Masks secrets before they leave the guest; one `NAME=value` a line.
MASK_SECRETS = (
    "sed"
    + "".join(
        rf" -e 's/^\([^=]*{pattern}[^=]*\)=.*/\1=***/'"
        for pattern in (
            "[Pp][Aa][Ss][Ss]",
            "[Ss][Ee][Cc][Rr][Ee][Tt]",
            "[Tt][Oo][Kk][Ee][Nn]",
            "[Kk][Ee][Yy]",
            "[Cc][Rr][Ee][Dd]",
            "[Pp][Ww][Dd]",
            "[Aa][Uu][Tt][Hh]",
        )
    )
    + " -e 's#://[^/@]*@#://***@#'"
)
