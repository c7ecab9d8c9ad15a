"""The views of a library for people who come with SQL, beside the exports of the same library."""

import csv
import decimal
import pathlib
import sqlite3
import sys

folder = pathlib.Path(sys.argv[1])
library = sqlite3.connect(f"file:{folder}/library.sqlite?mode=ro", uri=True)


def rows_of(name):
    with open(folder / f"{name}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


counts = {name: library.execute(f"SELECT count(*) FROM v_{name}").fetchone()[0] for name in ["facts", "projects", "indicators", "findings"]}
expected = {name: len(rows_of(name)) for name in counts}
assert counts["facts"] == expected["facts"], (counts, expected)
assert counts["indicators"] == expected["indicators"], (counts, expected)
assert counts["projects"] > 0 and counts["findings"] > 0, counts
units = {"元": 0, "万元": 4, "亿元": 8}
own = {}
for row in rows_of("facts"):
    key = (row["unit"], row["table"], row["measure"])
    own[key] = own.get(key, 0) + decimal.Decimal(row["amount"]).scaleb(units[row["money_unit"]] + 4)
sums = library.execute('SELECT unit, "table", measure, sum(amount) FROM v_facts GROUP BY 1, 2, 3').fetchall()
assert {tuple(row[:3]): row[3] for row in sums} == own
print(sqlite3.sqlite_version)
