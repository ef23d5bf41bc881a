"""docker-compose.yml against Compose's JSON Schema, its own rules, and .env.example."""

import copy
import importlib.util
import json
import re
from pathlib import Path

import jsonschema
import yaml

from report import Report, project_version, seconds

PROGRAMS = ("api", "projector", "worker")
VARIABLE = re.compile(r"\$\$|\$\{(?P<name>\w+)(?P<kind>:[-?])(?P<rest>[^}]*)\}|(?P<odd>\$)")
SECRET = re.compile(r"PASS|SECRET|TOKEN|CREDENTIAL")
HAND_BACK = 20  # seconds that a worker may need beside its grace
MARGIN = 10  # seconds for everything after Spring's phase


def schema():
    # The package is not imported: only its file is wanted, without what it depends on.
    package = Path(importlib.util.find_spec("check_jsonschema").submodule_search_locations[0])
    return json.loads((package / "builtin_schemas/vendor/compose-spec.json").read_text(encoding="utf-8"))


def example(text):
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return dict(line.split("=", 1) for line in lines)


def texts(node):
    if isinstance(node, dict):
        for key, value in node.items():
            yield from texts(value)
    elif isinstance(node, list):
        for value in node:
            yield from texts(value)
    elif isinstance(node, str):
        yield node


def interpolated(node, values):
    if isinstance(node, dict):
        return {key: interpolated(value, values) for key, value in node.items()}
    if isinstance(node, list):
        return [interpolated(value, values) for value in node]
    if not isinstance(node, str):
        return node

    def put(match):
        if match["odd"]:
            raise ValueError(f"'{node}' has a variable that is neither ${{NAME:-default}} nor ${{NAME:?message}}")
        if match["name"] is None:
            return "$"
        value = values.get(match["name"], "")
        if not value and match["kind"] == ":?":
            raise ValueError(f"{match['name']}: {match['rest']}")
        return value or match["rest"]

    return VARIABLE.sub(put, node)


def variable_findings(document, values):
    used = {}
    for text in texts(document):
        for match in VARIABLE.finditer(text):
            if match["name"]:
                used.setdefault(match["name"], set()).add((match["kind"], match["rest"]))
    yield from (f"{name} is used, but not in .env.example" for name in used.keys() - values.keys())
    yield from (f"{name} is in .env.example, but not used" for name in values.keys() - used.keys())
    for name in used.keys() & values.keys():
        if SECRET.search(name):
            if values[name]:
                yield f"{name} has a value in .env.example"
            if any(kind != ":?" for kind, _ in used[name]):
                yield f"{name} is a secret and must be required: ${{{name}:?…}}"
        elif used[name] != {(":-", values[name])}:
            yield f"{name} has another default than in .env.example: {sorted(used[name])}"


def refusal_findings(document, values):
    """With the example as it stands, nothing may start."""
    for name in (name for name in values if SECRET.search(name)):
        others = {other: value or "filled-in" for other, value in values.items() if other != name}
        try:
            interpolated(document, others)
        except ValueError as refusal:
            if name not in str(refusal):
                yield f"without {name} the refusal is '{refusal}'"
        else:
            yield f"without {name} nothing is refused"


def schema_findings(document, values):
    described = schema()
    validator = jsonschema.validators.validator_for(described)(described)
    filled = interpolated(document, {name: value or "filled-in" for name, value in values.items()})
    for stage, checked in (("as written", document), ("with values", filled)):
        for error in validator.iter_errors(checked):
            yield f"{stage}, {'.'.join(map(str, error.absolute_path))}: {error.message}"


def service_findings(name, service, document):
    yield from security_findings(name, service)
    yield from image_findings(name, service)
    once = service.get("restart") == "no"
    health = service.get("healthcheck", {})
    if health.get("disable") and not once:
        yield f"{name} has its health check disabled, though it stays"
    if not health.get("disable") and not health.get("test"):
        yield f"{name} has no health check"
    if "memory" not in service.get("deploy", {}).get("resources", {}).get("limits", {}):
        yield f"{name} has no limit of memory"
    if not once and "stop_grace_period" not in service:
        yield f"{name} has no stop_grace_period"
    if "container_name" in service:
        yield f"{name} has a container_name, so there can be only one of it"
    if ports := service.get("ports"):
        if name != "api":
            yield f"{name} publishes {ports}"
        if not all(port.startswith("${TASKMILL_API_ADDRESS:-127.0.0.1}:") for port in ports):
            yield f"{name} is published elsewhere than on 127.0.0.1: {ports}"
    for other, need in service.get("depends_on", {}).items():
        ends = document["services"][other].get("restart") == "no"
        wanted = "service_completed_successfully" if ends else "service_started" if once else "service_healthy"
        if need["condition"] != wanted:
            yield f"{name} waits for {other} by {need['condition']} and not by {wanted}"


def security_findings(name, service):
    if service.get("cap_drop") != ["ALL"]:
        yield f"{name} keeps capabilities"
    if "no-new-privileges:true" not in service.get("security_opt", []):
        yield f"{name} may gain privileges"
    if str(service.get("user", "root")).split(":")[0] in ("root", "0"):
        yield f"{name} runs as root"
    if name in PROGRAMS and not (service.get("read_only") and "/tmp" in service.get("tmpfs", [])):
        yield f"{name} must have a read-only root file system and a /tmp"
    for key, value in service.get("environment", {}).items():
        if SECRET.search(key) and not re.fullmatch(r"\$\{\w+:\?[^}]+\}", str(value)):
            yield f"{name} has a literal secret in {key}"
    for text in texts(service):
        if re.search(r"://[^/\s@:]+:[^/\s@]+@", text):
            yield f"{name} has a password in an address"


def image_findings(name, service):
    image = service.get("image", "")
    if name in PROGRAMS:
        if not image.startswith(f"taskmill-{name}:${{TASKMILL_VERSION"):
            yield f"{name} has the image '{image}'"
        if service.get("build", {}).get("args", {}).get("PROGRAM") != name:
            yield f"{name} is built as another program"
    elif not re.search(r":\d", image):
        yield f"{name}'s image '{image}' is not pinned to a major version"


def stopping_findings(services):
    for name in PROGRAMS:
        environment = services[name]["environment"]
        phase = seconds(environment["SPRING_LIFECYCLE_TIMEOUTPERSHUTDOWNPHASE"])
        if seconds(services[name]["stop_grace_period"]) < phase + MARGIN:
            yield f"{name}'s stop_grace_period is shorter than its phase of {phase} s and {MARGIN} s"
        if name == "worker" and phase < seconds(environment["TASKMILL_WORKER_GRACE"]) + HAND_BACK:
            yield f"worker's phase of {phase} s is shorter than its grace and {HAND_BACK} s"


def installation_findings(services):
    shards = {services[name]["environment"].get("TASKMILL_SHARDS") for name in ("projector", "worker")}
    if len(shards) != 1 or None in shards:
        yield f"projector and worker have different numbers of shards: {shards}"
    if "replicas" not in services["worker"].get("deploy", {}):
        yield "worker cannot be scaled by .env"


def all_findings(document, values):
    findings = list(variable_findings(document, values))
    try:
        findings += schema_findings(document, values)
        findings += refusal_findings(document, values)
    except ValueError as wrong:
        findings.append(str(wrong))
    for name, service in document["services"].items():
        findings += service_findings(name, service, document)
    return findings + list(stopping_findings(document["services"])) + list(installation_findings(document["services"]))


def put(path, value):
    """A change of the document; None deletes."""
    def change(document, values):
        *above, last = path
        node = document
        for key in above:
            node = node[key]
        if value is None:
            del node[last]
        else:
            node[last] = value
    return change


def fill_in(name):
    return lambda document, values: values.update({name: "secret"})


MISTAKES = (
    ("an unknown key", put(("services", "api", "imagee"), "x"), "imagee"),
    ("a limit that is no text", put(("services", "api", "stop_grace_period"), 25), "stop_grace_period"),
    ("a password in the example", fill_in("RABBITMQ_PASSWORD"), "RABBITMQ_PASSWORD has a value"),
    ("a variable too many", fill_in("SPARE"), "SPARE is in .env.example"),
    ("a variable too few", lambda document, values: values.pop("TASKMILL_WORKERS"), "TASKMILL_WORKERS is used"),
    ("a password with a default",
     put(("services", "rabbitmq", "environment", "RABBITMQ_DEFAULT_PASS"), "${RABBITMQ_PASSWORD:-guest}"),
     "RABBITMQ_PASSWORD is a secret"),
    ("a literal password", put(("services", "api", "environment", "SPRING_MONGODB_PASSWORD"), "guest"),
     "literal secret in SPRING_MONGODB_PASSWORD"),
    ("a password in a URI", put(("services", "api", "environment", "URI"), "amqp://guest:guest@rabbitmq"),
     "password in an address"),
    ("no health check", put(("services", "worker", "healthcheck"), None), "worker has no health check"),
    ("a health check disabled", put(("services", "mongodb", "healthcheck"), {"disable": True}), "though it stays"),
    ("an image without a tag", put(("services", "mongodb", "image"), "mongo"), "not pinned"),
    ("the latest image", put(("services", "rabbitmq", "image"), "rabbitmq:latest"), "not pinned"),
    ("a port of the broker", put(("services", "rabbitmq", "ports"), ["5672:5672"]), "rabbitmq publishes"),
    ("an API for everybody", put(("services", "api", "ports"), ["8080:8080"]), "elsewhere than on 127.0.0.1"),
    ("a named container", put(("services", "worker", "container_name"), "worker"), "only one of it"),
    ("capabilities", put(("services", "projector", "cap_drop"), None), "keeps capabilities"),
    ("new privileges", put(("services", "mongodb", "security_opt"), None), "may gain privileges"),
    ("root", put(("services", "rabbitmq", "user"), None), "rabbitmq runs as root"),
    ("a writable root", put(("services", "api", "read_only"), None), "read-only root"),
    ("no limit of memory", put(("services", "mongodb", "deploy"), None), "no limit of memory"),
    ("no waiting for health", put(("services", "api", "depends_on", "rabbitmq", "condition"), "service_started"),
     "and not by service_healthy"),
    ("a drain cut short", put(("services", "worker", "stop_grace_period"), "30s"), "shorter than its phase"),
    ("a phase cut short", put(("services", "worker", "environment", "TASKMILL_WORKER_GRACE"), "2m"),
     "shorter than its grace"),
    ("two numbers of shards", put(("services", "worker", "environment", "TASKMILL_SHARDS"), "9"), "numbers of shards"),
)


def main():
    report = Report("Compose")
    document = yaml.safe_load(Path("docker-compose.yml").read_text(encoding="utf-8"))
    values = example(Path(".env.example").read_text(encoding="utf-8"))
    ignored = ".env" in Path(".gitignore").read_text(encoding="utf-8").splitlines()
    report.add("files held against their schema", all_findings(document, values))
    report.add("lists of ignored files", [] if ignored else ["git does not ignore .env"])
    same = values.get("TASKMILL_VERSION") == project_version()
    report.add("versions", [] if same else [f"TASKMILL_VERSION of .env.example is not pom.xml's {project_version()}"])
    for _ in document["services"]:
        report.add("services")
    for _ in values:
        report.add("variables")
    for name, change, expected in MISTAKES:
        # by way of JSON, since a merged part of the document is one object in many places
        broken, broken_values = json.loads(json.dumps(document)), copy.copy(values)
        change(broken, broken_values)
        report.refused(name, findings_of_broken(broken, broken_values), expected)
    report.close()


def findings_of_broken(document, values):
    try:
        return all_findings(document, values)
    except (AttributeError, KeyError, TypeError):
        return list(schema_findings(document, values))


main()
