"""DuckDB on a folder that has NAME.csv and NAME.parquet of each dataset, and `package`, of the same library."""

import csv
import decimal
import pathlib
import sys

import duckdb

folder = pathlib.Path(sys.argv[1])


def printed(value):
    """A cell as CSV has it."""
    return "" if value is None else str(value)


def rows_of(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


for name in ["facts", "projects", "indicators", "findings"]:
    table = duckdb.sql(f"SELECT * FROM '{folder / name}.parquet'")
    types = dict(zip(table.columns, map(str, table.types)))
    assert types["document_year"] == "INTEGER", (name, types)
    in_yuan = [column for column in table.columns if column.endswith("_yuan")]
    assert all(types[column] == "DECIMAL(18,4)" for column in in_yuan), (name, types)
    expected = rows_of(folder / f"{name}.csv")
    read = [dict(zip(table.columns, row)) for row in table.fetchall()]
    assert len(read) == len(expected) > 0, (name, len(read), len(expected))
    for own, row in zip(read, expected):
        for column, cell in row.items():
            assert printed(own[column]) == cell, (name, column, own[column], cell)

# The package's facts, as DuckDB guesses their types, are those of the Parquet file.
package = folder / "package"
by_parquet = f"""SELECT unit, sum(amount_yuan) FROM '{folder}/facts.parquet'
    WHERE "table" = '支出总表' AND measure = '合计' AND row_kind = '功能' AND length(row_code) = 7 GROUP BY unit ORDER BY unit"""
by_package = f"""SELECT unit, sum(amount_yuan::DECIMAL(18,4)) FROM read_csv('{package}/facts.csv', all_varchar = true)
    WHERE "table" = '支出总表' AND measure = '合计' AND length(function_code) = 7 GROUP BY unit ORDER BY unit"""
sums = duckdb.sql(by_parquet).fetchall()
assert sums == duckdb.sql(by_package).fetchall(), sums
# 新乡市社会保险中心 prints 11,436.06 万元 as the total of its 项.
assert dict(sums)["新乡市社会保险中心"] == decimal.Decimal("114360600.0000"), sums
# Every economic code is in one classification alone.
doubled = f"""SELECT count(*) FROM read_csv('{package}/facts.csv', all_varchar = true)
    WHERE function_code IS NOT NULL AND economic_code IS NOT NULL"""
assert duckdb.sql(doubled).fetchall() == [(0,)]
print(duckdb.__version__)
