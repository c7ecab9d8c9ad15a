"""frictionless on the folder `package`: what the description says of the files is so, and what the model names is there."""

import os
import sys

import frictionless


def main():
    os.chdir(os.path.join(sys.argv[1], "package"))
    package = frictionless.Package("datapackage.json")
    report = package.validate()
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "message"])
    facts = package.get_resource("facts")
    rows = facts.read_rows()
    assert rows and all(isinstance(row["document_year"], int) for row in rows)
    assert any(row["government_code"] for row in rows) and any(row["function_code"] for row in rows)

    model = package.to_descriptor()["model"]
    named = list(model["measures"].values())
    for dimension in model["dimensions"].values():
        named += dimension["attributes"].values()
        assert set(dimension["primaryKey"]) <= set(dimension["attributes"]), dimension
    kinds = [dimension.get("classificationType") for dimension in model["dimensions"].values()]
    assert sorted(filter(None, kinds)) == ["administrative", "economic", "economic", "functional"], kinds
    for attribute in named:
        resource = package.get_resource(attribute["resource"])
        assert resource.schema.has_field(attribute["source"]), attribute

    # A byte that is another is noticed.
    with open("facts.csv", "ab") as file:
        file.write(b"x")
    assert not frictionless.Package("datapackage.json").validate().valid
    print(frictionless.__version__)


# It starts processes, which read this file too.
if __name__ == "__main__":
    main()
