#!/usr/bin/env python3
"""Writes the parts of the program as CycloneDX 1.5 (JSON): every crate below it with version, licence, hash and what it needs.

The parts are those of tools/licences.py; hashes are those of Cargo.lock. The same Cargo.lock and SOURCE_DATE_EPOCH give the same bytes.

    python3 tools/parts.py VERSION >lkx.cdx.json
"""

import datetime
import json
import os
import sys
import tomllib
import uuid

import licences


def reference(package):
    return f"pkg:cargo/{package['name']}@{package['version']}"


def licence_of(package):
    return [{"expression": package["license"].replace("/", " OR ")}] if package["license"] else []


def component(package, hashes):
    made = {
        "type": "library",
        "bom-ref": reference(package),
        "name": package["name"],
        "version": package["version"],
        "purl": reference(package),
        "licenses": licence_of(package),
    }
    if package["description"]:
        made["description"] = " ".join(package["description"].split())
    known = hashes.get((package["name"], package["version"]))
    if known:
        made["hashes"] = [{"alg": "SHA-256", "content": known}]
    if package["repository"]:
        made["externalReferences"] = [{"type": "vcs", "url": package["repository"]}]
    return made


def parts(version):
    described = json.loads(licences.cargo("metadata", "--locked", "--format-version=1", "--all-features"))
    packages = {each["id"]: each for each in described["packages"]}
    wanted = licences.parts()
    is_part = {key: (each["name"], each["version"]) in wanted for key, each in packages.items()}
    root = described["resolve"]["root"]
    with open(licences.ROOT / "Cargo.lock", "rb") as lock:
        locked = tomllib.load(lock)["package"]
    hashes = {(each["name"], each["version"]): each.get("checksum") for each in locked}
    chosen = [packages[key] for key in packages if is_part[key] and key != root]
    chosen.sort(key=reference)
    needs = []
    for node in described["resolve"]["nodes"]:
        if is_part[node["id"]]:
            below = sorted(reference(packages[key]) for key in node["dependencies"] if is_part[key])
            needs.append({"ref": reference(packages[node["id"]]), "dependsOn": below})
    needs.sort(key=lambda need: need["ref"])
    program = component(packages[root], {}) | {"type": "application", "version": version}
    components = [component(each, hashes) for each in chosen]
    sqlite = {"type": "library", "bom-ref": "sqlite", "name": "SQLite", "licenses": [{"license": {"name": "public domain"}}],
              "description": "contained in libsqlite3-sys"}
    name = json.dumps([version, [each["purl"] for each in components]])
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "serialNumber": uuid.uuid5(uuid.NAMESPACE_OID, name).urn,
        "version": 1,
        "metadata": {
            "timestamp": datetime.datetime.fromtimestamp(int(os.environ["SOURCE_DATE_EPOCH"]), datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "component": program,
        },
        "components": components + [sqlite],
        "dependencies": needs,
    }


if __name__ == "__main__":
    print(json.dumps(parts(sys.argv[1]), ensure_ascii=False, indent=1))
