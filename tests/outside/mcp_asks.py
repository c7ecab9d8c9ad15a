"""A client of the Model Context Protocol, as its authors publish it, asks `lkx serve --stdio` every tool."""

import asyncio
import importlib.metadata
import sys

from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client

UNIT = {"unit": "新乡市社会保险中心", "year": 2023}
ASKED = {
    "list": {},
    "show": UNIT | {"code": "20805"},
    "search": {"query": "职业年金"},
    "across": {"topic": "2080506"},
    "totals": {},
    "targets": {"query": "满意度"},
    "text": {"words": "职业年金"},
    "compare": {"base": "新乡", "base_year": 2023, "other": "濮阳", "other_year": 2024},
    "check": {},
    "facts": {"unit": "新乡", "table": "支出总表"},
    "projects": {},
    "indicators": {},
    "outcomes": UNIT,
    "source": UNIT | {"line": 192},
    "rules": {},
}
# A rule is of no document.
WITHOUT_DOCUMENTS = {"rules"}


async def main():
    server = StdioServerParameters(command=sys.argv[2], args=["--library", sys.argv[1] + "/library.sqlite", "serve", "--stdio"])
    async with stdio_client(server) as (read, write), ClientSession(read, write) as session:
        await session.initialize()
        tools = (await session.list_tools()).tools
        names = {tool.name for tool in tools}
        assert names == set(ASKED), names ^ set(ASKED)
        for name, arguments in ASKED.items():
            answer = (await session.call_tool(name, arguments)).model_dump(by_alias=True)
            assert not answer["isError"], (name, answer["content"])
            said = answer["structuredContent"]
            assert said["rows"], name
            if name not in WITHOUT_DOCUMENTS:
                assert all(len(document["sha256"]) == 64 for document in said["documents"]), name
                assert said["documents"], name
        address = "新乡市社会保险中心/2023/预算/单位/功能/2080506@支出总表#合计"
        answer = (await session.call_tool("source", {"address": address})).model_dump(by_alias=True)
        figures = answer["structuredContent"]["figures"]
        assert [figure["source"] for figure in figures] == ["xinxiang-2023.txt:192"], figures
        answer = (await session.call_tool("show", {"unit": "无此单位", "year": 2023})).model_dump(by_alias=True)
        assert answer["isError"] and "没有单位" in answer["content"][0]["text"], answer


asyncio.run(asyncio.wait_for(main(), 60))
print(importlib.metadata.version("mcp"))
