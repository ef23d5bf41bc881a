"""Counts what was checked and keeps what was found."""

import re
import sys
from pathlib import Path


class Report:
    def __init__(self, subject):
        self.subject = subject
        self.checked = {}
        self.findings = []

    def add(self, what, findings=()):
        """One thing of the kind was checked; each finding is a sentence."""
        self.checked[what] = self.checked.get(what, 0) + 1
        self.findings += findings

    def refused(self, name, findings, expected):
        """Something was broken on purpose: a check that does not notice it is worth nothing."""
        noticed = any(expected in finding for finding in findings)
        self.add("deliberate mistakes", [] if noticed else [
            f"the mistake '{name}' was not noticed: expected '{expected}' in {findings or 'no finding'}"])

    def close(self):
        counts = ", ".join(f"{what} {count}" for what, count in self.checked.items())
        print(f"{self.subject}: {counts}; findings {len(self.findings)}")
        for finding in self.findings:
            print(f"  {self.subject}: {finding}")
        sys.exit(1 if self.findings or not self.checked else 0)


def project_version():
    return re.search(r"<version>([^<]+)</version>\s*<packaging>pom", Path("pom.xml").read_text(encoding="utf-8"))[1]


def seconds(text):
    """Of durations like '55s' and '2m'."""
    return int(text[:-1]) * {"s": 1, "m": 60, "h": 3600}[text[-1]]
