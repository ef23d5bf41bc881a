"""What must hold of every rendered manifest, beside the schemas of Kubernetes."""

import re

MARGIN = 10  # seconds for everything after Spring's phase
HAND_BACK = 20  # seconds that a worker may need beside its drain
SECRET = re.compile(r"PASSWORD|USERNAME|MONGODB_URI|RABBITMQ_ADDRESSES")


def all_findings(manifests):
    named = [(manifest["kind"], manifest["metadata"]["name"]) for manifest in manifests]
    yield from (f"{kind} {name} is there twice" for kind, name in set(named) if named.count((kind, name)) > 1)
    deployments = [manifest for manifest in manifests if manifest["kind"] == "Deployment"]
    if len(deployments) != 3:
        yield f"there are {len(deployments)} deployments"
    for manifest in manifests:
        label = f"{manifest['kind']} {manifest['metadata']['name']}"
        if manifest["kind"] == "Secret":
            yield f"{label}: the chart must make no secret"
        if manifest["kind"] == "Deployment":
            yield from (f"{label}: {finding}" for finding in deployment_findings(manifest))
        yield from (f"{label}: {finding}" for finding in reference_findings(manifest, named, deployments))


def deployment_findings(deployment):
    spec = deployment["spec"]
    pod = spec["template"]["spec"]
    container = pod["containers"][0]
    if spec["strategy"]["rollingUpdate"]["maxUnavailable"] != 0:
        yield "a roll-out takes a pod away before there is another one"
    if "checksum/config" not in spec["template"]["metadata"]["annotations"]:
        yield "a changed ConfigMap would not roll the pods"
    if not pod.get("topologySpreadConstraints"):
        yield "pods may all be on one node"
    if "memory" not in container["resources"].get("limits", {}):
        yield "no limit of memory"
    if not re.search(r":[^:/]+$", container["image"]) or container["image"].endswith(":latest"):
        yield f"image {container['image']} is not pinned"
    for probe in ("startupProbe", "livenessProbe", "readinessProbe"):
        if not container.get(probe, {}).get("httpGet", {}).get("path", "").startswith("/actuator/health/"):
            yield f"no {probe}"
    yield from restricted_findings(pod, container)
    yield from environment_findings(container)
    yield from stopping_findings(pod, container)


def restricted_findings(pod, container):
    """Kubernetes' restricted Pod Security Standard, and what goes beyond it."""
    outer, inner = pod.get("securityContext", {}), container.get("securityContext", {})
    if not outer.get("runAsNonRoot") or not outer.get("runAsUser"):
        yield "may run as root"
    if outer.get("seccompProfile") != {"type": "RuntimeDefault"}:
        yield "has no seccomp profile"
    if inner.get("allowPrivilegeEscalation") is not False:
        yield "may gain privileges"
    if inner.get("capabilities") != {"drop": ["ALL"]}:
        yield "keeps capabilities"
    if not inner.get("readOnlyRootFilesystem"):
        yield "may write to its image's files"
    if "/tmp" not in [mount["mountPath"] for mount in container.get("volumeMounts", [])]:
        yield "has no /tmp to write to"
    if pod.get("automountServiceAccountToken") is not False:
        yield "is given a token of the cluster"
    if pod.get("enableServiceLinks") is not False:
        yield "gets variables of other services"


def environment_findings(container):
    names = [entry["name"] for entry in container["env"]]
    yield from (f"{name} is set twice" for name in set(names) if names.count(name) > 1)
    for entry in container["env"]:
        if SECRET.search(entry["name"]) and "secretKeyRef" not in entry.get("valueFrom", {}):
            yield f"{entry['name']} is not from a secret"


def stopping_findings(pod, container):
    values = {entry["name"]: entry.get("value", "") for entry in container["env"]}
    phase = int(values["SPRING_LIFECYCLE_TIMEOUTPERSHUTDOWNPHASE"].removesuffix("s"))
    least = container["lifecycle"]["preStop"]["sleep"]["seconds"] + phase + MARGIN
    if pod["terminationGracePeriodSeconds"] < least:
        yield f"is killed after {pod['terminationGracePeriodSeconds']} s and needs {least} s"
    grace = values.get("TASKMILL_WORKER_GRACE")
    if grace and phase < int(grace.removesuffix("s")) + HAND_BACK:
        yield f"its phase of {phase} s is shorter than its drain of {grace} and {HAND_BACK} s"


def reference_findings(manifest, named, deployments):
    """What one manifest names must be in another."""
    kind, spec = manifest["kind"], manifest.get("spec", {})
    selector = None
    if kind == "Service":
        selector = spec["selector"]
    if kind in ("PodDisruptionBudget", "Deployment"):
        selector = spec["selector"]["matchLabels"]
    if selector is not None:
        chosen = [deployment["metadata"]["name"] for deployment in deployments
                  if selector.items() <= deployment["spec"]["template"]["metadata"]["labels"].items()]
        if chosen != [manifest["metadata"]["name"]]:
            yield f"selects {chosen}"
    if kind == "HorizontalPodAutoscaler" and ("Deployment", spec["scaleTargetRef"]["name"]) not in named:
        yield "scales nothing"
    if kind == "Ingress":
        for path in spec["rules"][0]["http"]["paths"]:
            if ("Service", path["backend"]["service"]["name"]) not in named:
                yield f"leads {path['path']} nowhere"
    if kind == "Deployment":
        for source in spec["template"]["spec"]["containers"][0]["envFrom"]:
            if "configMapRef" in source and ("ConfigMap", source["configMapRef"]["name"]) not in named:
                yield "takes its settings from nowhere"
