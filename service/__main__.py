"""The `plumbline` command: Ctrl-C is one line also while the commands are loaded."""

from __future__ import annotations

import sys


def main() -> None:
    """As `cli.main`; after Ctrl-C exit status 130."""
    try:
        from service import cli

        cli.main()
    except KeyboardInterrupt:
        sys.stderr.write("plumbline: interrupted.\n")
        sys.exit(130)


if __name__ == "__main__":
    main()
