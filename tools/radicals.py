#!/usr/bin/env python3
"""Makes src/budget/radical/table.rs from Unicode's list of radicals and their ideographs.

The list is EquivalentUnifiedIdeograph.txt of the Unicode Character Database, as Debian packages it
(unicode-data, here 15.0.0). Strokes (U+31C0 and on) are left out: nobody prints them as characters.

    apt-get install unicode-data
    python3 tools/radicals.py [EquivalentUnifiedIdeograph.txt]
"""

import pathlib
import sys

SOURCE = "/usr/share/unicode/EquivalentUnifiedIdeograph.txt"
TABLE = pathlib.Path(__file__).resolve().parent.parent / "src/budget/radical/table.rs"
RADICALS = range(0x2E80, 0x2FE0)
A_LINE = 8


def pairs(text):
    for line in text.splitlines():
        fields = line.split("#")[0].split(";")
        if len(fields) != 2:
            continue
        first, _, last = fields[0].strip().partition("..")
        for radical in range(int(first, 16), int(last or first, 16) + 1):
            if radical in RADICALS:
                yield chr(radical), chr(int(fields[1], 16))


def main():
    source = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else SOURCE)
    if not source.is_file():
        return f"{source} is missing: apt-get install unicode-data"
    text = source.read_text()
    name = text.splitlines()[0].removeprefix("# ").removesuffix(".txt")
    made = [f"('{radical}', '{ideograph}')," for radical, ideograph in sorted(pairs(text))]
    lines = [" ".join(made[at : at + A_LINE]) for at in range(0, len(made), A_LINE)]
    TABLE.parent.mkdir(exist_ok=True)
    TABLE.write_text(
        f"//! Radicals and the ideograph that each is, in order. Made by tools/radicals.py from {name}.\n\n"
        "/// Every radical of U+2E80 to U+2FDF that has an ideograph.\n"
        "#[rustfmt::skip]\n"
        f"pub(super) const TABLE: [(char, char); {len(made)}] = [\n    " + "\n    ".join(lines) + "\n];\n"
    )


if __name__ == "__main__":
    sys.exit(main())
