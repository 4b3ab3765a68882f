"""Reads an OCSF 1.5.0 finding, or several, one a line, by the schema of its class; fails on what the schema refuses and on attributes that it does not know."""

import json
import sys

from ocsf.v1_5_0.events import DetectionFinding, IncidentFinding

CLASSES = {2004: DetectionFinding, 2005: IncidentFinding}


def unknown(value, path):
    if isinstance(value, list):
        for one in value:
            yield from unknown(one, path)
    elif hasattr(value, "model_extra"):
        for name in value.model_extra or {}:
            yield f"{path}.{name}"
        for name in type(value).model_fields:
            # `unmapped` is the place for what the schema has no name for.
            if name != "unmapped":
                yield from unknown(getattr(value, name), f"{path}.{name}")


with open(sys.argv[1], encoding="utf-8") as file:
    text = file.read()
documents = [json.loads(line) for line in text.splitlines()] if sys.argv[1].endswith(".jsonl") else [json.loads(text)]
if not documents:
    sys.exit("there is no finding")
for document in documents:
    finding = CLASSES[document["class_uid"]].model_validate(document)
    names = sorted(set(unknown(finding, "")))
    if names:
        sys.exit(f"attributes that the schema does not know: {', '.join(names)}")
