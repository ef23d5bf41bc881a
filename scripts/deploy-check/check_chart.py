"""helm/taskmill: lint, three value sets rendered, each manifest validated, and values that must be refused."""

import copy
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import kubernetes_validate
import yaml

import manifests as rules
from report import Report, project_version

HELM = sys.argv[1]
CHART = Path("helm/taskmill")
OLDEST, NEWEST = "1.30.0", kubernetes_validate.latest_version()


def helm(*arguments):
    return subprocess.run([HELM, *map(str, arguments)], capture_output=True, text=True, timeout=120, check=False)


def lint(chart, *arguments):
    answer = helm("lint", "--strict", chart, *arguments)
    return [] if answer.returncode == 0 else [f"helm lint: {answer.stdout}{answer.stderr}"]


def render(chart, *arguments, version=NEWEST):
    """The manifests, and what Helm said against it."""
    answer = helm("template", "taskmill", chart, "--namespace", "tasks", "--kube-version", version, *arguments)
    if answer.returncode != 0:
        return [], [f"helm template: {answer.stderr}"]
    return [manifest for manifest in yaml.safe_load_all(answer.stdout) if manifest], []


def schema_findings(manifest, version):
    try:
        kubernetes_validate.validate(manifest, version, strict=True)
    except (kubernetes_validate.ValidationError, kubernetes_validate.SchemaNotFoundError) as wrong:
        yield f"Kubernetes {version}, {manifest['kind']} {manifest['metadata']['name']}: {wrong.message}"


def check_value_sets(report):
    kinds = set()
    for values in sorted(CHART.glob("ci/*-values.yaml")):
        report.add("value sets linted", lint(CHART, "--values", values))
        for version in (OLDEST, NEWEST):
            rendered, findings = render(CHART, "--values", values, version=version)
            report.add("renderings", [*findings, *rules.all_findings(rendered)])
            for manifest in rendered:
                report.add("manifests validated", schema_findings(manifest, version))
                kinds.add(manifest["kind"])
    for template in CHART.glob("templates/[a-z]*.yaml"):
        for kind in re.findall(r"^kind: (\w+)$", template.read_text(encoding="utf-8"), re.MULTILINE):
            report.add("kinds", [] if kind in kinds else [f"no value set renders a {kind}"])


def check_chart(report):
    described = yaml.safe_load((CHART / "Chart.yaml").read_text(encoding="utf-8"))
    version = project_version()
    same = described["appVersion"] == version
    report.add("versions", [] if same else [f"appVersion is {described['appVersion']}, pom.xml has {version}"])
    before, after = (checksums(render(CHART, "--set", f"shards={number}")[0]) for number in (8, 16))
    rolled = len(before) == 3 and all(before[name] != after[name] for name in before)
    report.add("roll-outs by a changed setting", [] if rolled else ["a changed ConfigMap rolls not every deployment"])
    refused = helm("template", CHART, "--kube-version", "1.29.0").stderr
    report.refused("an old Kubernetes", [refused], "incompatible with Kubernetes")


def checksums(manifests):
    return {manifest["metadata"]["name"]: manifest["spec"]["template"]["metadata"]["annotations"]["checksum/config"]
            for manifest in manifests if manifest["kind"] == "Deployment"}


# Given by --set or --set-string, and a part of the message that must come.
WRONG_VALUES = (
    ("a word for a number", "--set", "shards=many", "/shards"),
    ("too many shards", "--set", "shards=1025", "/shards"),
    ("a misspelt value", "--set", "worker.replica=3", "replica"),
    ("a password", "--set", "rabbitmq.password=x", "password"),
    ("a password as a setting", "--set", "env.SPRING_RABBITMQ_PASSWORD=x", "SPRING_RABBITMQ_PASSWORD"),
    ("the store's address as a setting", "--set", "api.env.SPRING_MONGODB_URI=x", "SPRING_MONGODB_URI"),
    ("shards as a setting", "--set", "worker.env.TASKMILL_SHARDS=9", "TASKMILL_SHARDS"),
    ("no name of a secret", "--set", "mongodb.secret=", "/mongodb/secret"),
    ("the latest image", "--set", "image.tag=latest", "/image/tag"),
    ("a tag in the repository", "--set", "image.repository=taskmill:1", "/image/repository"),
    ("an ingress for every host", "--set", "ingress.enabled=true", "/ingress/host"),
    ("a negative drain", "--set", "worker.drainSeconds=-1", "/worker/drainSeconds"),
    ("a drain in text", "--set-string", "worker.drainSeconds=20s", "/worker/drainSeconds"),
    ("a grace that ends a worker's drain", "--set", "worker.terminationGracePeriodSeconds=54", "it must be 55 or more"),
    ("a grace that ends requests", "--set", "api.terminationGracePeriodSeconds=10", "it must be 25 or more"),
    ("a drain twice", "--set", "worker.env.TASKMILL_WORKER_GRACE=5s", "change drainSeconds"),
    ("fewer than the least", "--set", "worker.autoscaling.enabled=true,worker.autoscaling.minReplicas=11",
     "must be minReplicas"),
)


def check_wrong_values(report):
    for name, way, value, expected in WRONG_VALUES:
        report.refused(name, render(CHART, way, value)[1], expected)


def container(manifest):
    return manifest["spec"]["template"]["spec"]["containers"][0]


# Made in the first deployment, and a part of the finding that must come.
MISTAKES = (
    ("a number as text", lambda it: it["spec"].update(replicas="three"), "'three' is not of type"),
    ("an unknown field", lambda it: it["spec"].update(replica=3), "'replica' was unexpected"),
    ("an unknown kind", lambda it: it.update(apiVersion="apps/v7"), "apps/v7"),
    ("a writable root", lambda it: container(it)["securityContext"].pop("readOnlyRootFilesystem"), "may write"),
    ("capabilities", lambda it: container(it)["securityContext"].pop("capabilities"), "keeps capabilities"),
    ("root", lambda it: it["spec"]["template"]["spec"].pop("securityContext"), "may run as root"),
    ("no probe", lambda it: container(it).pop("readinessProbe"), "no readinessProbe"),
    ("a literal secret", lambda it: container(it)["env"].append({"name": "X_PASSWORD", "value": "x"}), "X_PASSWORD"),
    ("a variable twice", lambda it: container(it)["env"].append(container(it)["env"][0]), "is set twice"),
    ("a short grace", lambda it: it["spec"]["template"]["spec"].update(terminationGracePeriodSeconds=9), "needs"),
    ("a selector of nothing", lambda it: it["spec"]["selector"]["matchLabels"].update(x="y"), "selects []"),
    ("pods taken away first", lambda it: it["spec"]["strategy"]["rollingUpdate"].update(maxUnavailable=1), "roll-out"),
)


def check_mistakes(report):
    rendered, findings = render(CHART)
    report.add("renderings", findings)
    for name, change, expected in MISTAKES:
        broken = copy.deepcopy(rendered)
        deployment = next(manifest for manifest in broken if manifest["kind"] == "Deployment")
        change(deployment)
        report.refused(name, [*schema_findings(deployment, NEWEST), *rules.all_findings(broken)], expected)
    with tempfile.TemporaryDirectory() as folder:
        chart = Path(folder) / "taskmill"
        shutil.copytree(CHART, chart)
        (chart / "templates/broken.yaml").write_text("{{ .Values.nothing.at.all }}\n", encoding="utf-8")
        report.refused("a broken template", lint(chart), "broken.yaml")


def main():
    report = Report("Chart")
    check_value_sets(report)
    check_chart(report)
    check_wrong_values(report)
    check_mistakes(report)
    report.close()


main()
