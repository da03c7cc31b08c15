"""Makes every golden anew and takes away those that nothing makes any more: `python -m tools.goldens`."""

from __future__ import annotations

from handouts.files import write_files
from tools.goldens.files import GOLDEN, ROOT, goldens_of
from tools.goldens.printouts import PRINTOUTS


def main() -> None:
    """Write the goldens and say which have changed."""
    before = {path: path.read_bytes() for path in GOLDEN.rglob("*") if path.is_file()}
    now = {path: data for printout in PRINTOUTS for path, data in goldens_of(printout).items()}
    write_files({path: data for path, data in now.items() if before.get(path) != data})
    for path in before.keys() - now.keys():
        path.unlink()
        if not any(path.parent.iterdir()):
            path.parent.rmdir()
    for path in sorted(path for path in before.keys() | now.keys() if before.get(path) != now.get(path)):
        print(f"{path.relative_to(ROOT)}{'' if path in now else ' (gone)'}")
    print(f"{len(now)} goldens, {sum(map(len, now.values())) // 1000} kB")


if __name__ == "__main__":
    main()
