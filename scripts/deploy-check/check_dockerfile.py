"""The Dockerfile by hadolint, and what hadolint cannot know: users, entry point, versions, the build's context."""

import json
import re
import subprocess
import sys
from pathlib import Path

from report import Report

HADOLINT = sys.argv[1]


def hadolint_findings(text):
    answer = subprocess.run([HADOLINT, "--no-color", "--format", "json", "-"], input=text, capture_output=True,
                            text=True, timeout=60, check=False)
    if answer.returncode not in (0, 1) or not answer.stdout:
        return [f"hadolint failed: {answer.stderr}"]
    return [f"line {found['line']}: {found['code']} {found['message']}" for found in json.loads(answer.stdout)]


def instructions(text):
    """(name, argument) of each, with continued lines joined."""
    code = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#"))
    joined = re.sub(r"\\\n", " ", code)
    return [tuple(line.split(None, 1)) for line in joined.splitlines() if line.strip()]


def own_findings(text, pom):
    steps = instructions(text)
    final = steps[max(at for at, (name, _) in enumerate(steps) if name == "FROM"):]
    last = dict(final)
    java = re.search(r"<java.version>(\d+)<", pom)[1]
    for name, argument in steps:
        if name == "FROM" and not re.search(rf"temurin[-:]{java}\b", argument):
            yield f"FROM {argument}: the build wants Java {java}"
        if name == "COPY" and not argument.startswith("--from=") and argument.split()[0] != ".":
            yield from context_findings(argument.split()[0])
    if not re.fullmatch(r"[1-9]\d*:[1-9]\d*", last.get("USER", "")):
        yield "the image must end with a numeric USER that is not root"
    if not last.get("ENTRYPOINT", "").startswith('["java", '):
        yield "ENTRYPOINT must be java itself, so that it is told SIGTERM"
    if "HEALTHCHECK" not in last:
        yield "there is no HEALTHCHECK"
    if "-XX:AOTCache=taskmill.aot" not in last.get("ENTRYPOINT", "") or "-XX:AOTMode=on" not in text:
        yield "the AOT cache is not used, or not proved to be usable"


def context_findings(path):
    if not Path(path).is_file():
        yield f"COPY {path}: there is no such file"
    if f"!{path}" not in Path(".dockerignore").read_text(encoding="utf-8").splitlines():
        yield f"COPY {path}: .dockerignore keeps it out"


def module_findings(text, pom):
    """Every program that the Dockerfile takes apart is a module that makes a runnable jar."""
    for program in re.search(r"for program in ([a-z ]+);", text)[1].split():
        if f"<module>task-{program}</module>" not in pom or f"task-{program}" not in re.search(r"-pl (\S+)", text)[1]:
            yield f"task-{program} is not built"
        elif "spring-boot-maven-plugin" not in Path(f"task-{program}/pom.xml").read_text(encoding="utf-8"):
            yield f"task-{program} makes no runnable jar"


MISTAKES = (
    ("no tag", r"FROM eclipse-temurin:25-jre", "FROM eclipse-temurin", "DL3006"),
    ("the latest tag", r"FROM eclipse-temurin:25-jre", "FROM eclipse-temurin:latest", "DL3007"),
    ("a shell as process 1", r"ENTRYPOINT \[.*", "ENTRYPOINT java -jar taskmill.jar", "DL3025"),
    ("cd instead of WORKDIR", r"WORKDIR /build", "RUN cd /build", "DL3003"),
    ("a wrong shell line", r"exit 1 ;; \\", "exit 1 ;; ;; \\\\", "SC1072"),
    ("root", r"USER 10001:10001", "USER root", "numeric USER"),
    ("a user by name", r"USER 10001:10001", "USER nobody", "numeric USER"),
    ("another Java", r"FROM eclipse-temurin:25-jre", "FROM eclipse-temurin:21-jre", "the build wants Java"),
    ("a missing file", r"docker/healthy.sh", "docker/health.sh", "there is no such file"),
    ("no health check", r"HEALTHCHECK .*\\\n", "# ", "no HEALTHCHECK"),
    ("a cache without proof", r"-XX:AOTMode=on", "", "not proved"),
    ("a module too few", r"task-api,", "", "task-api is not built"),
)


def main():
    report = Report("Dockerfile")
    text, pom = (Path(name).read_text(encoding="utf-8") for name in ("Dockerfile", "pom.xml"))
    report.add("files read by hadolint", hadolint_findings(text))
    report.add("files held against the build", [*own_findings(text, pom), *module_findings(text, pom)])
    for name, pattern, instead, expected in MISTAKES:
        broken, changed = re.subn(pattern, instead, text)
        findings = [*hadolint_findings(broken), *own_findings(broken, pom), *module_findings(broken, pom)]
        report.refused(name, findings if changed else [], expected)
    report.close()


main()
