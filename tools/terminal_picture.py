#!/usr/bin/env python3
"""Draws what a command prints on a colour terminal as an SVG picture, cell by cell.

    tools/terminal_picture.py docs/pictures/demo.svg -- build/release/channelsim run scenarios/demo.yaml -o results/demo --force

Every piece of text is placed at its own column and stretched to its own number of cells, so that
columns stand under one another whatever font the reader has; wide characters take two cells.
"""

import argparse
import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios
import unicodedata
from dataclasses import dataclass, replace
from html import escape

CELL_WIDTH, LINE_HEIGHT, MARGIN = 8.4, 19, 16  # pixels
BACKGROUND, TEXT = "#14171c", "#d7dae0"
FONT = "ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace"


@dataclass(frozen=True)
class Style:
    bold: bool = False
    dim: bool = False
    colour: str = TEXT


def output_of(command, width):
    """Standard output of the command on a terminal of that many columns."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, width, 0, 0))
    environment = {key: value for key, value in os.environ.items() if key != "NO_COLOR"}
    environment["TERM"] = "xterm-256color"
    program = subprocess.Popen(command, stdout=theirs, stderr=subprocess.DEVNULL, env=environment)
    os.close(theirs)
    printed = b""
    while True:
        try:
            piece = os.read(ours, 65536)
        except OSError:  # how Linux says that the other end is closed
            break
        if not piece:
            break
        printed += piece
    if program.wait() != 0:
        sys.exit(f"{command[0]} ended with exit code {program.returncode}; no picture was drawn")
    return printed.decode().replace("\r\n", "\n")


def styled(style, codes):
    """The style after a 'select graphic rendition' sequence; only what the program uses."""
    numbers = [int(code or 0) for code in codes.split(";")]
    while numbers:
        code = numbers.pop(0)
        if code == 0:
            style = Style()
        elif code == 1:
            style = replace(style, bold=True)
        elif code == 2:
            style = replace(style, dim=True)
        elif code == 38 and numbers[:1] == [2]:
            style = replace(style, colour="#{:02x}{:02x}{:02x}".format(*numbers[1:4]))
            numbers = numbers[4:]
        else:
            raise ValueError(f"the escape sequence for {code} is not drawn yet")
    return style


def cells_of(character):
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def pieces_of(line, style):
    """(column, cells, text, style) of each piece, and the style at the end. Words of plain letters
    are one piece; every other character is placed alone, because its width depends on the font."""
    pieces, column = [], 0
    for escape_codes, character in re.findall(r"\x1b\[([0-9;]*)m|(.)", line):
        if not character:
            style = styled(style, escape_codes)
            continue
        cells = cells_of(character)
        if cells == 0 and pieces:
            pieces[-1][2] += character
        elif character != " ":
            last = pieces[-1] if pieces else None
            if last and character.isascii() and last[2].isascii() and last[0] + last[1] == column and last[3] == style:
                last[1] += 1
                last[2] += character
            else:
                pieces.append([column, cells, character, style])
        column += cells
    return pieces, style


def text_element(row, column, cells, text, style):
    attributes = f'x="{MARGIN + column * CELL_WIDTH:.1f}" y="{MARGIN + (row + 0.75) * LINE_HEIGHT:.1f}"'
    if text.isascii() and cells > 1:
        attributes += f' textLength="{cells * CELL_WIDTH:.1f}" lengthAdjust="spacingAndGlyphs"'
    if style.colour != TEXT:
        attributes += f' fill="{style.colour}"'
    if style.bold:
        attributes += ' font-weight="bold"'
    if style.dim:
        attributes += ' opacity="0.6"'
    return f"<text {attributes}>{escape(text, quote=False)}</text>"


def picture(lines, width, title):
    elements, style = [], Style()
    for row, line in enumerate(lines):
        pieces, style = pieces_of(line, style)
        elements += [text_element(row, *piece) for piece in pieces]
    size = (2 * MARGIN + width * CELL_WIDTH, 2 * MARGIN + len(lines) * LINE_HEIGHT)
    return "\n".join([
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size[0]:.0f} {size[1]:.0f}" '
        f'width="{size[0]:.0f}" height="{size[1]:.0f}" role="img" font-family="{FONT}" font-size="14" fill="{TEXT}">',
        f"<title>{escape(title)}</title>",
        f'<rect width="100%" height="100%" rx="8" fill="{BACKGROUND}"/>',
        *elements, "</svg>", ""])


def main():
    parser = argparse.ArgumentParser(description="Draws what a command prints on a colour terminal as SVG.")
    parser.add_argument("file", help="the picture to write")
    parser.add_argument("--width", type=int, default=100, help="columns of the terminal")
    parser.add_argument("--prompt", help="the command as the picture shows it (default: as it is)")
    parser.add_argument("command", nargs="+", help="after --")
    arguments = parser.parse_args()
    lines = output_of(arguments.command, arguments.width).rstrip("\n").split("\n")
    prompt = arguments.prompt or " ".join(arguments.command)
    lines = [f"\x1b[2m$ {prompt}\x1b[0m", ""] + lines
    with open(arguments.file, "w", encoding="utf-8") as file:
        file.write(picture(lines, arguments.width, f"The answer of: {prompt}"))


if __name__ == "__main__":
    main()
