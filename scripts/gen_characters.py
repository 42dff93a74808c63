"""Write the table of characters that only one of the two Chinese scripts has; ``--check`` only compares it.

The data are OpenCC's (Apache-2.0), as the package opencc-python-reimplemented carries them.
"""

from __future__ import annotations

import argparse
import sys
from importlib.resources import files
from pathlib import Path

_EITHER = frozenset("恒黄吕吴别册删姗栅毁刹没叙换唤" + "昇鎔甦陞堃燊塚")
"""At home in both after all: shapes that Hong Kong has beside its own, and letters of names."""
TABLE = Path(__file__).resolve().parents[1] / "src/desknote/check/prose/characters.py"
HEAD = '''"""Characters that only one of the two Chinese scripts has, each with its counterpart in the other.

Written by scripts/gen_characters.py from OpenCC's dictionaries (https://github.com/BYVoid/OpenCC, Apache
License 2.0); do not edit. A counterpart that depends on the word is given as 〓.
"""

from __future__ import annotations

'''


def main() -> int:
    """Write the table, or with --check say whether it is up to date."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    wanted = made()
    if parser.parse_args().check:
        return 0 if TABLE.read_text("utf-8") == wanted else 1
    TABLE.write_text(wanted, "utf-8")
    return 0


def made() -> str:
    """The module's text."""
    to_traditional, to_simplified = _read("STCharacters.txt"), _read("TSCharacters.txt")
    hong_kong = {key: values[0] for key, values in _read("HKVariants.txt").items()}
    taken = {*hong_kong.values(), *(v[0] for v in _read("TWVariants.txt").values())}
    # Characters that are at home in both scripts say nothing: 后, 里, 台; nor do those that Hong Kong
    # and Taiwan write as the mainland does: 恒, 群, 着.
    simplified = {
        k: v for k, v in to_traditional.items()
        if k not in v and k not in taken | _EITHER and _in(k, "gb2312") and not _in(k, "big5")
    }  # fmt: skip
    traditional = {
        k: v for k, v in to_simplified.items()
        if k not in v and k not in _EITHER and _in(k, "big5") and not _in(k, "gb2312")
    }  # fmt: skip
    lines = [HEAD]
    for name, table in (("SIMPLIFIED", simplified), ("TRADITIONAL", traditional)):
        keys = sorted(table)
        others = [
            (hong_kong.get(table[k][0], table[k][0]) if name == "SIMPLIFIED" else table[k][0])
            if len(table[k]) == 1
            else "〓"
            for k in keys
        ]
        lines += [_string(name, keys), _string(f"OF_{name}", others)]
    return "".join(lines)


def _read(name: str) -> dict[str, list[str]]:
    text = (files("opencc") / "dictionary" / name).read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines() if "\t" in line)
    return {key: values.split(" ") for key, values in rows if len(key) == 1}


def _in(sign: str, charset: str) -> bool:
    try:
        sign.encode(charset)
    except UnicodeEncodeError:
        return False
    return True


def _string(name: str, signs: list[str]) -> str:
    rows = ["".join(signs[i : i + 50]) for i in range(0, len(signs), 50)]
    return f"{name} = (\n" + "".join(f'    "{row}"\n' for row in rows) + ")\n"


if __name__ == "__main__":
    sys.exit(main())
