"""Reads the pages under test: a small tree of their HTML."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

_VOID = frozenset({"meta", "link", "input", "br", "hr", "img"})


@dataclass
class Node:
    tag: str
    attrs: dict[str, str] = field(default_factory=dict)
    children: list["Node | str"] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All text inside, spaces collapsed."""
        parts = [child if isinstance(child, str) else child.text for child in self.children]
        return " ".join(" ".join(parts).split())

    def walk(self) -> "list[Node]":
        below = [node for child in self.children if isinstance(child, Node) for node in child.walk()]
        return [self, *below]

    def all(self, tag: str = "", **attrs: str) -> "list[Node]":
        """Nodes with this tag and these attributes; `class_` and `data_s` stand for "class" and "data-s"."""
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attrs.items()}
        return [
            node
            for node in self.walk()
            if (not tag or node.tag == tag) and all(node.attrs.get(name) == value for name, value in wanted.items())
        ]

    def one(self, tag: str = "", **attrs: str) -> "Node":
        found = self.all(tag, **attrs)
        assert len(found) == 1, f"{len(found)} of {tag} {attrs}"
        return found[0]

    def buttons(self) -> list[str]:
        return [button.attrs.get("aria-label") or button.text for button in self.all("button")]

    def fields(self) -> set[str]:
        """Names of the inputs that a person sees."""
        inputs = [node for tag in ("input", "select", "textarea") for node in self.all(tag)]
        return {node.attrs["name"] for node in inputs if "name" in node.attrs and node.attrs.get("type") != "hidden"}


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = Node("")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(node)
        if tag not in _VOID:
            self.open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].children.append(Node(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def read(response: Any) -> Node:
    """The tree of a page; fails on tags that do not close in order."""
    builder = _Builder()
    builder.feed(response.content.decode())
    assert [node.tag for node in builder.open] == [""], "tags are left open"
    return builder.root


def title(page: Node) -> str:
    return page.one("title").text


def messages(page: Node) -> list[str]:
    return [node.text for node in page.one(id="undo").all("p")]
