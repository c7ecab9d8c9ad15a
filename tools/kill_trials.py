#!/usr/bin/env python3
"""Ends lkx with SIGKILL at random moments of what writes a library, and looks what is left.

    tools/kill_trials.py target/debug/lkx [TRIALS] [FOLDER of documents]

Each trial begins anew: the command runs, is killed, and must have left a library that is whole (or
none); run again to its end it must come to what it comes to undisturbed. Says how many trials were
killed in the middle, and ends with status 1 at the first that lost or halved something.
"""

import os
import random
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


class Trial:
    """A folder with a library, and the program in surroundings of its own."""

    def __init__(self, program, folder):
        self.program = program
        self.folder = folder
        self.library = os.path.join(folder, "library.lkx")
        names = ["XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "HOME"]
        self.surroundings = {name: folder for name in names}
        self.surroundings |= {"PATH": os.environ["PATH"], "LANG": "C.UTF-8"}

    def start(self, *arguments):
        return subprocess.Popen(
            [self.program, "--library", self.library, *arguments],
            env=self.surroundings,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def ask(self, *arguments):
        return subprocess.run(
            [self.program, "--library", self.library, *arguments],
            env=self.surroundings,
            capture_output=True,
            check=False,
        )

    def state(self):
        """All that the library says, without the times of imports."""
        listed = self.ask("list", "--format", "csv").stdout.decode().splitlines()
        budgets = [line.rpartition(",")[0] for line in listed]
        return budgets, [self.ask("export", name).stdout for name in ("facts", "checks")]


def stages(documents):
    """What writes a library: its name, what goes before it, and its arguments."""
    older = os.path.join(ROOT, "tests", "library", "format-4.lkx")

    def nothing(_):
        pass

    def imported(trial):
        trial.ask("import", documents)

    def imported_elsewhere(trial):
        shutil.move(imported_library(trial), os.path.join(trial.folder, "from.lkx"))

    def imported_library(trial):
        imported(trial)
        trial.ask("check")
        return trial.library

    def of_before(trial):
        shutil.copy(older, trial.library)

    sample = os.path.join(ROOT, "sample-data", "xinxiang-2023.txt")
    return [
        ("import", nothing, ("import", documents)),
        ("check", imported, ("check",)),
        ("migration", of_before, ("import", sample)),
        ("remove", imported, ("remove", "新乡", "2023", "--yes")),
        ("copy", imported_elsewhere, ("library", "copy", "{folder}/from.lkx", "{folder}/library.lkx")),
    ]


def once(program, before, arguments, moment):
    """Runs a command, kills it after so many seconds, then runs it to its end."""
    with tempfile.TemporaryDirectory() as folder:
        trial = Trial(program, folder)
        before(trial)
        arguments = [argument.format(folder=folder) for argument in arguments]
        begun = time.monotonic()
        running = trial.start(*arguments)
        try:
            running.wait(timeout=moment)
        except subprocess.TimeoutExpired:
            running.kill()
        took = time.monotonic() - begun
        was_killed = running.wait() != 0
        hold_to_be_whole(trial, may_be_none=True)
        if was_killed:
            again = trial.ask(*arguments)
            # A budget that was removed before the kill is not there to be removed.
            if again.returncode != 0 and arguments[0] != "remove":
                sys.exit(f"the same again: {again.stderr.decode()}")
        hold_to_be_whole(trial, may_be_none=False)
        return was_killed, took, trial.state()


# What is said of a file in which nothing was stored so far, and of one that was not carried over.
NONE_SO_FAR = ["没有这个库", "旧格式"]


def hold_to_be_whole(trial, may_be_none):
    found = trial.ask("library", "check")
    said = found.stdout.decode() + found.stderr.decode()
    is_none = may_be_none and any(words in said for words in NONE_SO_FAR)
    if found.returncode != 0 and not is_none:
        sys.exit(f"after a kill: {said}")


def main():
    program = os.path.abspath(sys.argv[1])
    trials = int(sys.argv[2]) if len(sys.argv) > 2 else 20
    documents = sys.argv[3] if len(sys.argv) > 3 else os.path.join(ROOT, "sample-data")
    for name, before, arguments in stages(os.path.abspath(documents)):
        _, took, whole = once(program, before, arguments, None)
        killed = 0
        for _ in range(trials):
            was_killed, _, state = once(program, before, arguments, random.uniform(0, took))
            killed += was_killed
            if state != whole:
                sys.exit(f"{name}: after a kill the library is another one")
        print(f"{name}: {trials} trials, {killed} killed in the middle, nothing lost", flush=True)


if __name__ == "__main__":
    main()
