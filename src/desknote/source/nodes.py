"""YAML events to nodes, within bounds: libyaml's own composer recurses in C without any."""

from __future__ import annotations

from typing import Any

from desknote.libraries import lightly
from desknote.records import dataclass

with lightly(late_patterns=True):  # of two dozen patterns the readers here need none
    import yaml

MAX_DEPTH = 60
MAX_NODES = 100_000


class Halt(Exception):
    """Reading stops: the document is hostile, or holds more than one."""

    def __init__(self, code: str, mark: Any) -> None:
        self.code, self.mark = code, mark


@dataclass(slots=True)
class Node:
    """A node of the document: ``value`` is text, nodes, or pairs of nodes, by ``kind``."""

    kind: str  # scalar | seq | map
    tag: str | None
    value: Any
    start: Any
    end: Any
    style: str | None = None
    plain: bool = False
    flow: bool = False


class Composer:
    """Reads a loader's events."""

    def __init__(self, loader: Any, most: int = MAX_NODES) -> None:
        self.loader, self.most = loader, most
        self.anchors: dict[str, Node] = {}
        self.count = 0

    def document(self) -> Node | None:
        """The file's one document; nothing where the file is empty."""
        self.loader.get_event()
        if self.loader.check_event(yaml.StreamEndEvent):
            return None
        self.loader.get_event()
        node = self.node(self.loader.get_event(), 0)
        self.loader.get_event()
        event = self.loader.get_event()
        if not isinstance(event, yaml.StreamEndEvent):
            raise Halt("DN107", event.start_mark)
        return node

    def node(self, event: Any, depth: int) -> Node:
        """The node that begins with ``event``. Raises Halt (DN104) beyond the bounds."""
        self.count += 1
        if self.count > self.most or depth > MAX_DEPTH:
            raise Halt("DN104", event.start_mark)
        if isinstance(event, yaml.AliasEvent):
            if event.anchor not in self.anchors:
                mark: Any = event.start_mark
                raise yaml.MarkedYAMLError(None, None, "found undefined alias", mark)
            return self.anchors[event.anchor]
        if isinstance(event, yaml.ScalarEvent):
            plain = bool(event.implicit[0]) and event.tag is None
            node = Node("scalar", event.tag, event.value, event.start_mark, event.end_mark)
            node.style, node.plain = event.style or None, plain
        elif isinstance(event, yaml.SequenceStartEvent):
            node = Node("seq", event.tag, [], event.start_mark, event.end_mark, flow=bool(event.flow_style))
        else:
            node = Node("map", event.tag, [], event.start_mark, event.end_mark, flow=bool(event.flow_style))
        if event.anchor:
            self.anchors[event.anchor] = node
        if node.kind == "seq":
            while not isinstance(event := self.loader.get_event(), yaml.SequenceEndEvent):
                node.value.append(self.node(event, depth + 1))
            node.end = event.end_mark
        elif node.kind == "map":
            while not isinstance(event := self.loader.get_event(), yaml.MappingEndEvent):
                key = self.node(event, depth + 1)
                node.value.append((key, self.node(self.loader.get_event(), depth + 1)))
            node.end = event.end_mark
        return node
