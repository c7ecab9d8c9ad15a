#!/usr/bin/env python3
"""Makes docs/lkx.svg: a recording of the explorer on its samples, from a real pseudo-terminal, as an animated picture without scripts.

    pip install pyte
    python3 tools/record.py target/release/lkx >docs/lkx.svg

Each step is what a person types and how long one looks at what came of it. The program answers queries of the terminal late or never,
as over a slow line, so a step ends when nothing more is written for a while.
"""

import fcntl
import os
import pty
import select
import struct
import sys
import tempfile
import termios
import unicodedata
from xml.sax.saxutils import escape

import pyte

COLUMNS, LINES = 92, 26
# A cell of the picture, half of a character of that size, and the room around.
WIDTH, HEIGHT, MARGIN = 8, 21, 12
# Keys, what is said below, seconds to look.
STEPS = [
    ("", "单位 × 年度：五份样本", 3),
    ("j", "j 下一行", 1.5),
    ("\r", "Enter 这份预算的功能分类", 2.5),
    ("\r", "Enter 208 的各款", 1.8),
    ("j\r", "j Enter 20805 的各项", 2),
    ("jj", "j j 机关事业单位职业年金缴费支出", 2),
    ("o", "o 到这个数在原文中的出处", 3.5),
    ("\x1b", "Esc 回来", 1.2),
    ("3", "3 项目绩效", 2.8),
    ("/zynj", "/zynj 按拼音首字母搜索全库", 3.5),
    ("\x1b\x1b\x1b\x1b\x1b\x1b", "Esc 回到单位 × 年度", 1.5),
    ("g", "g 全库的疑点，最重的在前", 3),
    ("\r", "Enter 两处出处并排", 4),
]
SILENCE = 0.6
BACKGROUND, INK = "#16181d", "#d8dae0"
COLOURS = {
    "black": "#16181d", "red": "#e06c75", "green": "#98c379", "brown": "#e5c07b", "blue": "#61afef", "magenta": "#c678dd",
    "cyan": "#56b6c2", "white": "#d8dae0", "brightblack": "#7d828c", "brightred": "#ff7a85", "brightgreen": "#b5e890",
    "brightbrown": "#ffd88a", "brightblue": "#82c7ff", "brightmagenta": "#dd93f2", "brightcyan": "#74d7e3", "brightwhite": "#ffffff",
}


def started(program, home):
    """The program in a terminal of its own, with nothing of the user's around it."""
    child, terminal = pty.fork()
    if child == 0:
        environment = {"HOME": home, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "TZ": "Asia/Shanghai"}
        os.execve(program, [program, "--sample", "--theme", "dark", "--ambiguous", "narrow"], environment)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
    return child, terminal


def read_into(screen, stream, terminal):
    is_waiting = True
    while is_waiting:
        while select.select([terminal], [], [], SILENCE)[0]:
            stream.feed(os.read(terminal, 1 << 16))
        is_waiting = any("正在读取" in line or "核对中" in line for line in screen.display)


def colour(name, otherwise):
    if name == "default":
        return otherwise
    return COLOURS.get(name) or f"#{name}"


def runs(row):
    """The cells of a line with the same looks, as (first column, width, text, ink, ground, is bold, kind of width)."""
    found = []
    for column in range(COLUMNS):
        cell = row[column]
        if not cell.data:
            continue
        ink, ground = colour(cell.fg, INK), colour(cell.bg, BACKGROUND)
        if cell.reverse:
            ink, ground = ground, ink
        kind = unicodedata.east_asian_width(cell.data[0])
        wide = 2 if kind in "WF" else 1
        kind = kind if kind == "A" else wide
        looks = (ink, ground, cell.bold)
        last = found[-1] if found else None
        # Each run is laid on its columns, so that no font shifts what follows it.
        if last and last[3:6] == looks and kind == last[6] != "A" and last[0] + last[1] == column:
            found[-1] = (last[0], last[1] + wide, last[2] + cell.data, *looks, kind)
        else:
            found.append((column, wide, cell.data, *looks, kind))
    return found


def drawn(screen):
    shapes, texts = [], []
    for line in range(LINES):
        top = MARGIN + line * HEIGHT
        for column, width, text, ink, ground, bold, kind in runs(screen.buffer[line]):
            left = MARGIN + column * WIDTH
            if ground != BACKGROUND:
                shapes.append(f'<rect x="{left}" y="{top}" width="{width * WIDTH}" height="{HEIGHT}" fill="{ground}" shape-rendering="crispEdges"/>')
            blanks = len(text) - len(text.lstrip(" "))
            text = text.strip(" ")
            if text:
                # Only a narrow run has blanks, a column each.
                left += blanks * WIDTH
                width = width if kind == 2 else len(text)
                looks = (f' fill="{ink}"' if ink != INK else "") + (' font-weight="bold"' if bold else "")
                # Fonts for Chinese draw ≥ “ × as wide as a character; the terminal gave them one column.
                looks += ' lengthAdjust="spacingAndGlyphs"' if kind == "A" else ""
                texts.append(f'<text x="{left}" y="{top + 16}" textLength="{width * WIDTH}"{looks}>{escape(text)}</text>')
    return "\n".join(shapes + texts)


def recorded(program):
    frames = []
    with tempfile.TemporaryDirectory() as home:
        child, terminal = started(os.path.abspath(program), home)
        screen = pyte.Screen(COLUMNS, LINES)
        stream = pyte.ByteStream(screen)
        for keys, says, seconds in STEPS:
            os.write(terminal, keys.encode())
            read_into(screen, stream, terminal)
            frames.append((drawn(screen), says, seconds))
        os.write(terminal, b"\x03")
        os.close(terminal)
        os.waitpid(child, 0)
    return frames


def picture(frames):
    width, height = COLUMNS * WIDTH + 2 * MARGIN, (LINES + 1) * HEIGHT + 3 * MARGIN
    whole = sum(seconds for *_, seconds in frames)
    rules, groups, begins = [], [], 0.0
    for number, (shapes, says, seconds) in enumerate(frames):
        first, last = 100 * begins / whole, 100 * (begins + seconds) / whole
        begins += seconds
        before = f"0%{{opacity:0}}{first:.3f}%{{opacity:0}}" if first else ""
        after = f"{last:.3f}%{{opacity:0}}100%{{opacity:0}}" if last < 99.999 else ""
        rules.append(f"@keyframes f{number}{{{before}{first + 0.001:.3f}%{{opacity:1}}{last - 0.001:.3f}%{{opacity:1}}{after}}}")
        rules.append(f".f{number}{{animation:f{number} {whole:.1f}s step-end infinite}}")
        said = f'<text x="{MARGIN}" y="{height - MARGIN:.0f}" fill="#e5c07b">{escape(says)}</text>'
        # What shows no animation shows the first page.
        hidden = "" if number == 0 else ' opacity="0"'
        groups.append(f'<g class="f{number}"{hidden}>\n{shapes}\n{said}\n</g>')
    style = "text{font:16px 'Noto Sans Mono CJK SC','Sarasa Mono SC','Source Han Mono SC',monospace;white-space:pre}"
    return "\n".join([
        f'<svg xmlns="http://www.w3.org/2000/svg" xml:space="preserve" viewBox="0 0 {width:.0f} {height:.0f}" width="{width:.0f}" fill="{INK}">',
        "<title>lkx：五份样本的浏览</title>",
        f"<style>{style}{''.join(rules)}</style>",
        f'<rect width="100%" height="100%" rx="6" fill="{BACKGROUND}"/>',
        *groups,
        "</svg>",
    ])


if __name__ == "__main__":
    print(picture(recorded(sys.argv[1])))
