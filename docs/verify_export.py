"""Verifies an export of the log with nothing but Python: python3 verify_export.py EXPORT.jsonl."""

import hashlib
import json
import sys

FIELDS = ("stream", "version", "event_id", "type", "schema", "recorded_at_micros", "actor", "role")


def verify(lines: list[str]) -> dict[str, str]:
    """Return the hash of each stream's last event; stop at the first line that was changed."""
    heads: dict[str, str] = {}
    versions: dict[str, int] = {}
    whole = hashlib.sha256()
    last = ""
    for number, line in enumerate(lines[:-1], 1):
        event = json.loads(line)
        stream = event["stream"]
        if stream != last and stream in heads:
            sys.exit(f"line {number}: the lines of {stream} do not stand together")
        last = stream
        versions[stream] = versions.get(stream, 0) + 1
        previous = heads.get(stream, "00" * 32)
        if event["version"] != versions[stream] or event["previous"] != previous:
            sys.exit(f"line {number}: event {event['version']} of {stream} does not follow")
        head = "".join(f"{event[name]}\n" for name in FIELDS)
        sealed = bytes.fromhex(previous) + head.encode() + event["data"].encode()
        heads[stream] = hashlib.sha256(sealed).hexdigest()
        if heads[stream] != event["hash"] or as_written(event) != line:
            sys.exit(f"line {number}: event {event['version']} of {stream} was changed")
        whole.update(line.encode())
    count = len(lines) - 1
    seal = {"export": 1, "events": count, "heads": heads, "sha256": whole.hexdigest()}
    if not lines or as_written(seal) != lines[-1]:
        sys.exit("the last line does not seal the others: something is missing or was changed")
    return heads


def as_written(fields: dict[str, object]) -> str:
    """Return a line just as an export writes it."""
    return json.dumps(fields, separators=(",", ":")) + "\n"


if __name__ == "__main__":
    try:
        with open(sys.argv[1], encoding="ascii", newline="") as file:
            found = verify(file.read().splitlines(keepends=True))
    except (ValueError, KeyError, TypeError) as error:
        sys.exit(f"no export: {error}")
    for name, digest in found.items():
        print(f"{digest}  {name}")
