#!/usr/bin/env python3
"""check_page.py finds what is wrong with a page, and nothing wrong with a good one."""

import argparse
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

import check_page
from devtools import Browser

STYLE = """<style>:root { color-scheme: light dark; --text: #123; --page: #fff }
@media (prefers-color-scheme: dark) { :root { --text: #def; --page: #111 } }
body { background: var(--page); color: var(--text) } rect { fill: #36c } circle { fill: #c63 }</style>"""
# One pixel, red.
RED = ("data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElF"
       "TkSuQmCC")
GOOD_SVG = ('<svg width="80" height="60" viewBox="0 0 80 60"><title>good</title><rect width="40" height="40"/>'
            '<circle cx="50" cy="40" r="15"/><text x="5" y="50">abc</text></svg>')

TRUNCATED = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAA"


def svg(name, content, width=80):
    return f'<svg width="{width}" height="60"><title>{name}</title>{content}</svg>'


BOX = '<rect width="40" height="40"/>'

# The body of a page, and a part of what has to be said of it.
BAD_PAGES = {
    "script error": ("<script>nowhere.to.be.found()</script>", "script error: ReferenceError"),
    "rejected promise": ("<script>Promise.reject(new Error('late'))</script>", "script error: Error: late"),
    "console": ("<script>console.error('something broke')</script>", "console: something broke"),
    "dialogue": ("<script>alert(1)</script>", "a dialogue opens: 1"),
    "network": ("<script>fetch('https://example.org/x').catch(() => 0)</script>",
                "asks the network for https://example.org/x"),
    "network picture": ('<img src="http://example.org/x.png" alt="far"/>',
                        "asks the network for http://example.org/x.png"),
    "policy": ("""<meta http-equiv="Content-Security-Policy" content="script-src 'none'"/><script>1</script>""",
               "Content Security Policy"),
    "broken data": (f'<img alt="worst" src="{TRUNCATED}"/>', '<img> "worst" is not there'),
    "missing file": ('<img alt="gone" src="gone.png"/>', "gone.png"),
    "broken data in a picture": (svg("chart", BOX + f'<image width="20" height="20" href="{TRUNCATED}"/>'),
                                 '"chart" has a part that is not there'),
    "no size": (svg("thin", BOX, width=0), '"thin" has no size'),
    "nothing drawn": (svg("bare", ""), '"bare" is empty'),
    "drawn in the colour of the page": (svg("hidden", '<rect width="40" height="40" style="fill: var(--page)"/>'),
                                        'the picture "hidden" is blank'),
    "cut text": (svg("cut", BOX + '<text x="40" y="30">long text</text>'), '"cut" cuts the text "long text"'),
    "no number": ("<p>accuracy NaN %</p>", "shows a number that is none: accuracy NaN %"),
    "blank": ("<style>body { color: transparent } svg { display: none }</style>", "the light screen is blank"),
    "not dark": ("<style>body { background: #fff; color: #000 }</style>",
                 "the dark screen has the background (255, 255, 255)"),
    "wide": ('<div style="width: 500px">wide</div>', "pixels wide on a screen of 360"),
    "silent": ('<audio controls="" preload="none" src="gone.wav"></audio>', "<audio> cannot play"),
    "other text": ("", "does not show the text 'expected words'"),
}

HEAD = f"""<!DOCTYPE html><meta charset="utf-8"/><meta name="viewport" content="width=device-width"/>{STYLE}
<title>x</title><h1>A page</h1>"""


class CheckPage(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.browser = cls.enterClassContext(Browser())
        cls.addClassCleanup(cls.folder.cleanup)

    def faults(self, body, text=("A page",), audio=False):
        file = pathlib.Path(self.folder.name, "page.html")
        file.write_text(HEAD + body)
        options = argparse.Namespace(text=list(text), audio=audio, screenshots=None)
        return check_page.faults_of(self.browser, file, options)

    def test_finds_nothing_wrong_with_a_good_page(self):
        picture = f'<img src="{RED}" width="30" height="30" alt="red" style="border: 3px solid #36c"/>'
        self.assertEqual(self.faults(GOOD_SVG + picture + "<script>console.log('fine')</script>"), [])

    def test_finds_what_is_wrong(self):
        for name, (body, expected) in BAD_PAGES.items():
            with self.subTest(name):
                text = ("expected words",) if name == "other text" else ("A page",)
                content = body if "<svg" in body else body + GOOD_SVG
                faults = self.faults(content, text, audio=name == "silent")
                self.assertTrue(any(expected in fault for fault in faults), faults)


class Program(unittest.TestCase):
    def run_check(self, *arguments, **environment):
        program = pathlib.Path(__file__).with_name("check_page.py")
        return subprocess.run([sys.executable, program, *arguments], capture_output=True, text=True,
                              env=dict(os.environ, **environment))

    def test_exits_by_what_it_found(self):
        with tempfile.TemporaryDirectory() as folder:
            bad = pathlib.Path(folder, "bad.html")
            bad.write_text(HEAD + "<script>nowhere()</script>")
            good = pathlib.Path(folder, "good.html")
            good.write_text(HEAD)
            run = self.run_check(good, bad, TMPDIR=folder)
            self.assertEqual(run.returncode, 1, run)
            self.assertEqual(run.stdout, f"{bad}: script error: ReferenceError: nowhere is not defined\n")
            run = self.run_check("--screenshots", f"{folder}/shots", good, TMPDIR=folder)
            self.assertEqual((run.returncode, run.stdout, run.stderr), (0, "", ""))
            shots = sorted(shot.name for shot in pathlib.Path(folder, "shots").iterdir())
            self.assertEqual(shots, ["good-dark.png", "good-light.png", "good-narrow.png"])
            self.assertEqual(sorted(os.listdir(folder)), ["bad.html", "good.html", "shots"])  # the browser left nothing

    def test_says_that_a_page_is_missing(self):
        run = self.run_check("/nowhere/page.html")
        self.assertEqual(run.returncode, 1, run)
        self.assertIn("/nowhere/page.html: does not open: net::ERR_FILE_NOT_FOUND", run.stdout)

    def test_says_that_the_browser_is_missing(self):
        run = self.run_check("page.html", PATH="/nowhere")
        self.assertEqual(run.returncode, 3, run)
        self.assertIn("chromium: is not there", run.stderr)


if __name__ == "__main__":
    unittest.main()
