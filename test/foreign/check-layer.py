"""Reads a layer of the ATT&CK Navigator by MITRE's own library, strictly."""

import json
import sys

from mitreattack.navlayers import Layer

with open(sys.argv[1], encoding="utf-8") as file:
    given = json.load(file)
layer = Layer(given, strict=True)
kept = layer.to_dict().get("techniques", [])
if len(kept) != len(given["techniques"]):
    sys.exit(f"{len(given['techniques'])} techniques were given, {len(kept)} were read")
