"""Summarise a file with a running service (`plumbline serve`): the abstract, and each claim with who says it.

python examples/client.py article.txt [http://127.0.0.1:8000]
"""

from __future__ import annotations

import sys
from pathlib import Path

from service.client import Client
from service.core.document import numbers
from service.core.errors import PlumblineError
from service.core.events import Event
from service.core.summary import Summary


def main(article: str, *address: str) -> int:
    try:
        text = Path(article).read_text("utf-8")
        with Client(*address) as client:
            for told in client.stream(text):
                if isinstance(told, Event):
                    print(f"... {told.stage}", file=sys.stderr)
                elif isinstance(told, Summary):
                    print(told.abstract.text, end="\n\n")
                    for claim in told.claims:
                        who = claim.attribution.speaker or "the article"
                        print(f"{who}, line {', '.join(numbers(claim.evidence))}: {claim.text}")
    except OSError as error:
        print(f"{article} cannot be read: {error.strerror}.", file=sys.stderr)
        return 2
    except PlumblineError as error:
        print(f"{error.detail} {error.hint}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]) if sys.argv[1:] else __doc__)
