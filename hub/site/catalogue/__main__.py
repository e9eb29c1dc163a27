"""``python -m hub.site.catalogue update``, and ``… compile`` with the ``.po`` files to compile, or none for all."""

from __future__ import annotations

import sys
from pathlib import Path

from hub.site.catalogue import files
from hub.site.catalogue.extract import messages


def main(arguments: list[str]) -> int:
    """Run one of the two; return the exit status."""
    if arguments == ["update"]:
        found = messages()
        for change in [files.update(path, found) for path in files.catalogues()]:
            print(
                f"{change.path.relative_to(files.ROOT)}: {change.new} new, {change.gone} gone"
                + ("" if change.written else ", up to date")
            )
        return 0
    if arguments[:1] == ["compile"]:
        for path in [Path(name) for name in arguments[1:]] or files.catalogues():
            files.compiled(path)
        return 0
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
