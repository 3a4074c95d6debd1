#!/usr/bin/env python3
"""Opens pages in a browser without a screen and says what is wrong with them.

    check_page.py [--text TEXT]... [--audio] [--screenshots FOLDER] PAGE...

A page fails when it has a script error, a message of error on the console, a request to a network or a dialogue;
a picture that is not there, has no size or shows nothing; text of a picture that sticks out of it; a screen of one
colour, in the light or the dark theme; a dark theme that is not dark; or when it has to be scrolled sideways on a
telephone. With --text it must show that text, with --audio every player must be able to play its file.

Exit codes: 0 all is well, 1 a page is at fault (a line for each fault), 2 usage, 3 the browser cannot be run.
"""

import argparse
import base64
import os
import pathlib
import sys

from devtools import Browser, BrowserError, Page
from png_colours import colours

NARROW_PX, WIDE_PX = 360, 1000
LEAST_COLOURS = 8  # of a page: text alone has more, by the smoothing of its edges
LEAST_PICTURE_COLOURS = 2

# Faults that the page's own elements show, as a list of lines.
LOOK = r"""
(async () => {
  const faults = [];
  const name = e => '<' + e.localName + '> "' + (e.getAttribute('alt') || e.getAttribute('aria-label') ||
      e.querySelector?.(':scope > title')?.textContent || '').slice(0, 60) + '"';
  const loads = address => new Promise(answer => {
    const probe = new Image();
    probe.onload = () => answer(probe.naturalWidth > 0 && probe.naturalHeight > 0);
    probe.onerror = () => answer(false);
    probe.src = address;
  });
  for (const img of document.querySelectorAll('img')) {
    if (!img.complete || !img.naturalWidth || !img.naturalHeight) faults.push(name(img) + ' is not there');
  }
  for (const image of document.querySelectorAll('svg image')) {
    if (await loads(image.href.baseVal)) continue;
    faults.push(name(image.ownerSVGElement) + ' has a part that is not there');
  }
  for (const svg of document.querySelectorAll('svg')) {
    const box = svg.getBoundingClientRect(), inner = svg.getBBox();
    if (box.width < 1 || box.height < 1) { faults.push(name(svg) + ' has no size'); continue; }
    if (inner.width < 1 || inner.height < 1) { faults.push(name(svg) + ' is empty'); continue; }
    for (const text of svg.querySelectorAll('text')) {
      if (!text.textContent.trim()) continue;
      const t = text.getBoundingClientRect();
      if (t.left < box.left - 1 || t.right > box.right + 1 || t.top < box.top - 1 || t.bottom > box.bottom + 1) {
        faults.push(name(svg) + ' cuts the text "' + text.textContent.slice(0, 60) + '"');
      }
    }
  }
  const none = document.body.innerText.match(/.*\b(nan|NaN|inf|undefined)\b.*/);
  if (none) faults.push('shows a number that is none: ' + none[0].slice(0, 100));
  return faults;
})()
"""

PICTURES = r"""
[...document.querySelectorAll('svg, img')].map(e => {
  const box = e.getBoundingClientRect();
  return {x: box.left + scrollX, y: box.top + scrollY, width: box.width, height: box.height,
          name: e.querySelector(':scope > title')?.textContent || e.alt || ''};
})
"""

PLAYERS = r"""
Promise.all([...document.querySelectorAll('audio')].map(player => new Promise(answer => {
  const fault = () => answer('<audio> cannot play ' + player.currentSrc);
  player.onloadedmetadata = () => player.duration > 0 ? answer(null) : fault();
  player.onerror = fault;
  player.preload = 'metadata';
  player.load();
}))).then(faults => faults.filter(fault => fault))
"""


def screenshot(page, box=None, scale=1.0):
    """Of the whole page, or of a box of it."""
    size = page.command("Page.getLayoutMetrics")["cssContentSize"]
    box = box or {"x": 0, "y": 0, "width": size["width"], "height": size["height"]}
    clip = {key: box[key] for key in ("x", "y", "width", "height")} | {"scale": scale}
    answer = page.command("Page.captureScreenshot", format="png", captureBeyondViewport=True, clip=clip)
    return base64.b64decode(answer["data"])


def small_scale(box):
    """So that the picture has about 100,000 pixels at most."""
    return min(1.0, (100_000 / max(1.0, box["width"] * box["height"])) ** 0.5)


def screen_faults(page, dark):
    theme = "dark" if dark else "light"
    size = page.command("Page.getLayoutMetrics")["cssContentSize"]
    counts = colours(screenshot(page, scale=small_scale(size)))
    if len(counts) < LEAST_COLOURS:
        return [f"the {theme} screen is blank: it has {len(counts)} colours"]
    background = max(counts, key=counts.get)
    if (sum(background) < 3 * 128) != dark:
        return [f"the {theme} screen has the background {background}"]
    return []


def picture_faults(page):
    faults = []
    for box in page.evaluate(PICTURES):
        if box["width"] < 1 or box["height"] < 1:
            continue  # said already
        found = len(colours(screenshot(page, box, small_scale(box))))
        if found < LEAST_PICTURE_COLOURS:
            faults.append(f'the picture "{box["name"]}" is blank: it has {found} colours')
    return faults


def save_screenshots(page, folder, name):
    os.makedirs(folder, exist_ok=True)
    for kind, width, dark in (("light", WIDE_PX, False), ("dark", WIDE_PX, True), ("narrow", NARROW_PX, False)):
        page.resize(width)
        page.set_theme(dark)
        pathlib.Path(folder, f"{name}-{kind}.png").write_bytes(screenshot(page))


def faults_of(browser, path, options):
    page = Page(browser, pathlib.Path(path).resolve().as_uri(), WIDE_PX)
    faults = [] if page.problems else look_at(page, path, options)
    page.close()
    return list(dict.fromkeys(page.problems + faults))


def look_at(page, path, options):
    faults = page.evaluate(LOOK)
    shown = page.evaluate("document.body.innerText + '\\n' + document.title")
    faults += [f"does not show the text {text!r}" for text in options.text if text not in shown]
    faults += screen_faults(page, dark=False) + picture_faults(page)
    page.set_theme(True)
    faults += screen_faults(page, dark=True) + picture_faults(page)
    page.set_theme(False)
    page.resize(NARROW_PX)
    width = page.evaluate("document.documentElement.scrollWidth")
    if width > NARROW_PX:
        faults.append(f"is {width} pixels wide on a screen of {NARROW_PX}")
    if options.audio:
        page.resize(WIDE_PX)
        faults += page.evaluate(PLAYERS)
    if options.screenshots:
        save_screenshots(page, options.screenshots, pathlib.Path(path).stem)
    return faults


def options_of(arguments):
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--text", action="append", default=[], metavar="TEXT", help="the page must show this text")
    parser.add_argument("--audio", action="store_true", help="every player must be able to play its file")
    parser.add_argument("--screenshots", metavar="FOLDER", help="keep pictures of the pages there")
    parser.add_argument("pages", nargs="+", metavar="PAGE")
    return parser.parse_args(arguments)


def main(arguments):
    options = options_of(arguments)
    found = 0
    try:
        with Browser() as browser:
            for path in options.pages:
                faults = faults_of(browser, path, options)
                found += len(faults)
                for fault in faults:
                    print(f"{path}: {fault}")
    except BrowserError as error:
        print(error, file=sys.stderr)
        return 3
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
