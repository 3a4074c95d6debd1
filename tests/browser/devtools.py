"""A browser without a screen, spoken to over a pipe in the DevTools protocol; the standard library only."""

import json
import os
import select
import shutil
import signal
import subprocess
import tempfile
import time


class BrowserError(Exception):
    """The browser is missing, does not start, or does not answer."""


# No sandbox: a container's root cannot have one, and the pages are our own. No name is ever resolved: a page that
# asks for anything from a network fails at once and is found out.
FLAGS = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
         "--no-default-browser-check", "--disable-extensions", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--mute-audio", "--hide-scrollbars",
         "--force-color-profile=srgb", "--host-resolver-rules=MAP * ~NOTFOUND", "--remote-debugging-pipe"]


class Browser:
    """Use with `with`: at its end the browser and its folder are gone."""

    def __init__(self, program="chromium", patience_s=120):
        self.program = program
        self.patience_s = patience_s
        self.last_id = 0
        self.received = b""
        self.events = []

    def __enter__(self):
        if not shutil.which(self.program):
            raise BrowserError(f"{self.program}: is not there: install Debian's chromium")
        self.folder = tempfile.mkdtemp(prefix="browser-")
        try:
            self.start()
            self.command("Browser.getVersion")
        except BaseException:
            self.__exit__()
            raise
        return self

    def start(self):
        to_browser, self.output = os.pipe()
        self.input, from_browser = os.pipe()
        self.log = open(os.path.join(self.folder, "log"), "w+b")
        environment = dict(os.environ, HOME=self.folder, XDG_CONFIG_HOME=self.folder, XDG_CACHE_HOME=self.folder,
                           TMPDIR=self.folder)
        # The protocol's descriptors are 3 and 4; the shell puts them there, whatever numbers they have here.
        script = f'exec "$@" 3<&{to_browser} 4>&{from_browser}'
        self.process = subprocess.Popen(
            ["bash", "-c", script, "bash", self.program, *FLAGS, f"--user-data-dir={self.folder}/profile",
             "about:blank"],
            pass_fds=(to_browser, from_browser), stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log,
            env=environment, start_new_session=True)
        os.close(to_browser)
        os.close(from_browser)

    def __exit__(self, *_):
        if hasattr(self, "process"):
            try:  # the group is ours alone: it was started as a session of its own
                os.killpg(self.process.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
            self.process.wait()
            os.close(self.output)
            os.close(self.input)
            self.log.close()
        for _ in range(50):  # processes that are about to end may still write
            shutil.rmtree(self.folder, ignore_errors=True)
            if not os.path.exists(self.folder):
                break
            time.sleep(0.1)

    def fail(self, what):
        self.log.seek(0)
        log = [line for line in self.log.read().decode(errors="replace").splitlines() if "dbus" not in line][-5:]
        raise BrowserError("\n".join([f"{self.program}: {what}"] + ["  " + line for line in log]))

    def receive(self, deadline):
        """The next message of the browser."""
        while b"\0" not in self.received:
            ready, _, _ = select.select([self.input], [], [], max(0, deadline - time.monotonic()))
            if not ready:
                self.fail(f"no answer within {self.patience_s} s")
            part = os.read(self.input, 1 << 20)
            if not part:
                self.fail("has ended")
            self.received += part
        message, self.received = self.received.split(b"\0", 1)
        return json.loads(message)

    def send(self, method, session=None, **parameters):
        """The number of the command, which its answer will have."""
        self.last_id += 1
        message = {"id": self.last_id, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        try:
            os.write(self.output, json.dumps(message).encode() + b"\0")
        except BrokenPipeError:
            self.fail("has ended")
        return self.last_id

    def keep_event(self, message):
        if "method" not in message:
            return
        self.events.append(message)
        if message["method"] == "Page.javascriptDialogOpening":  # until it is closed the page stands still
            self.send("Page.handleJavaScriptDialog", message["sessionId"], accept=True)

    def command(self, method, session=None, **parameters):
        """What the browser answers; events that come meanwhile are kept in self.events."""
        number = self.send(method, session, **parameters)
        deadline = time.monotonic() + self.patience_s
        while True:
            answer = self.receive(deadline)
            if answer.get("id") != number:
                self.keep_event(answer)
            elif "error" in answer:
                self.fail(f"{method}: {answer['error']['message']}")
            else:
                return answer["result"]

    def wait_for(self, method):
        """Returns once such an event has come since self.events was last emptied."""
        deadline = time.monotonic() + self.patience_s
        while not any(event["method"] == method for event in self.events):
            self.keep_event(self.receive(deadline))


class Page:
    """A page in a tab of its own; what went wrong while it loaded is in `problems`."""

    def __init__(self, browser, url, width=1000, dark=False):
        self.browser = browser
        self.problems = []
        target = browser.command("Target.createTarget", url="about:blank")["targetId"]
        self.target = target
        self.session = browser.command("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.command(f"{domain}.enable")
        self.resize(width)
        self.set_theme(dark)
        browser.events.clear()
        answer = self.command("Page.navigate", url=url)
        if "errorText" in answer:
            self.problems.append(f"does not open: {answer['errorText']}")
            return
        browser.wait_for("Page.loadEventFired")

    def close(self):
        self.browser.command("Target.closeTarget", targetId=self.target)

    def command(self, method, **parameters):
        answer = self.browser.command(method, session=self.session, **parameters)
        self.note_problems()
        return answer

    def resize(self, width):
        self.command("Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=False)

    def set_theme(self, dark):
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.command("Emulation.setEmulatedMedia", features=[scheme])

    def evaluate(self, script):
        """The value of a JavaScript expression, of a promise when it is kept."""
        answer = self.command("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in answer:
            raise BrowserError("the check's own script: " + describe_exception(answer["exceptionDetails"]))
        return answer["result"].get("value")

    def note_problems(self):
        for event in self.browser.events:
            problem = problem_of(event["method"], event["params"])
            is_ours = event.get("sessionId") == self.session
            if is_ours and problem and problem not in self.problems:
                self.problems.append(problem)
        self.browser.events = []


def describe_exception(details):
    return details.get("exception", {}).get("description") or details["text"]


def problem_of(method, about):
    """What an event says of the page's faults, in a line; None when nothing."""
    if method == "Runtime.exceptionThrown":
        return "script error: " + describe_exception(about["exceptionDetails"]).splitlines()[0]
    if method == "Runtime.consoleAPICalled" and about["type"] in ("error", "assert"):
        return "console: " + " ".join(str(a.get("value", a.get("description"))) for a in about["args"])
    if method == "Log.entryAdded" and about["entry"]["level"] == "error":
        return f"console: {about['entry']['text']} {about['entry'].get('url', '')[:100]}".strip()
    if method == "Page.javascriptDialogOpening":
        return f"a dialogue opens: {about['message']}"
    if method == "Network.requestWillBeSent":
        url = about["request"]["url"]
        if not url.startswith(("file:", "data:", "about:", "blob:")):
            return f"asks the network for {url[:100]}"
    return None
