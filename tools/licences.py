#!/usr/bin/env python3
"""Makes THIRD-PARTY-LICENSES.txt: every crate that is part of the Linux program, its licence, and the texts it comes with.

The crates are those that `cargo tree` names for the targets that are handed out, without what only builds or tests need; the texts
are the files in their packages. Equal texts stand once, with the crates they are of.

    python3 tools/licences.py            rewrites the file
    python3 tools/licences.py --check    says whether it is what Cargo.lock gives
"""

import json
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
MADE = ROOT / "THIRD-PARTY-LICENSES.txt"
TARGETS = ["x86_64-unknown-linux-musl", "aarch64-unknown-linux-musl"]
TEXTS = re.compile(r"(LICEN[SC]E|COPYING|NOTICE|COPYRIGHT|UNLICENSE)", re.IGNORECASE)
# Of several licences to choose from the one that asks least is ours; the texts of the others need not be given.
OFFERED = re.compile(r"\bAPACHE\b|\bMIT\b|\bZLIB\b|\bBSD\b|\bUNLICENSE\b|\bISC\b|\bBOOST\b|\b0BSD\b|\bCC0\b", re.IGNORECASE)


def cargo(*arguments):
    return subprocess.run(["cargo", *arguments], cwd=ROOT, check=True, capture_output=True, text=True).stdout


def parts():
    """The names and versions of the crates below the program."""
    found = set()
    for target in TARGETS:
        tree = cargo("tree", "--locked", "--all-features", "--edges=normal,no-proc-macro", "--prefix=none", "--target", target)
        for line in tree.splitlines():
            name, version = line.split()[:2]
            found.add((name, version.removeprefix("v")))
    return found


def texts_of(package):
    """The licence files of a package; where it may be had under MIT, the texts of the others are left out."""
    folder = pathlib.Path(package["manifest_path"]).parent
    files = [file for file in sorted(folder.iterdir()) if file.is_file() and TEXTS.match(file.name)]
    folders = [file for file in sorted(folder.iterdir()) if file.is_dir() and TEXTS.match(file.name)]
    files += [file for folder in folders for file in sorted(folder.iterdir()) if file.is_file()]
    licence = package["license"] or ""
    if "OR" in licence.replace("/", " OR ") and " AND " not in licence and "MIT" in licence:
        plain = [file for file in files if "MIT" in file.name.upper() or not OFFERED.search(file.name)]
        files = plain or files
    texts = (file.read_text(errors="replace") for file in files)
    return ["\n".join(line.rstrip() for line in text.strip().splitlines()) for text in texts]


def made():
    wanted = parts()
    packages = json.loads(cargo("metadata", "--locked", "--format-version=1", "--all-features"))["packages"]
    packages = [each for each in packages if (each["name"], each["version"]) in wanted and each["name"] != "lkx"]
    packages.sort(key=lambda each: (each["name"], each["version"]))
    lines = ["lkx contains these crates, each under its own licence. Texts that several share stand once, below.",
             "Their sources are in the sources package of each release.", ""]
    by_text = {}
    for each in packages:
        label = f"{each['name']} {each['version']}"
        lines.append(f"{label}: {(each['license'] or 'see below').replace('/', ' OR ')}")
        for text in texts_of(each):
            by_text.setdefault(text, []).append(label)
    lines += ["", "SQLite, which libsqlite3-sys contains, is in the public domain."]
    for text, labels in sorted(by_text.items(), key=lambda pair: pair[1]):
        lines += ["", "=" * 80, "", ", ".join(labels), "", text]
    return "\n".join(lines) + "\n"


def main():
    text = made()
    if "--check" in sys.argv:
        if not MADE.is_file() or MADE.read_text() != text:
            return f"{MADE.name} is not what Cargo.lock gives: python3 tools/licences.py"
        return 0
    MADE.write_text(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
