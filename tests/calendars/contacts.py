"""Reads the contacts of a site back with vobject, which knows nothing of the program that wrote them.

    contacts.py SITE

Both forms of a contact must have the same name, numbers and note, and each number must stand on the page.
"""

import pathlib
import re
import sys

import vobject


def read(path):
    card = vobject.readOne(path.read_bytes().decode("utf-8"))
    return {name: [line.value for line in card.contents.get(name, [])] for name in ("fn", "tel", "email", "note", "uid", "rev")}


def faults(new, old, page):
    if new != old:
        yield f"the two forms differ: {new} and {old}"
    for name in ("fn", "note", "uid", "rev"):
        if len(new[name]) != 1 or not new[name][0]:
            yield f"{name} is there {len(new[name])} times"
    for number in new["tel"]:
        if not re.fullmatch(r"\+?\d+(,\d+)?", number):
            yield f"{number} can't be dialled"
        if number.split(",")[0] not in page:
            yield f"{number} does not stand on the page"
    if not (new["tel"] or new["email"] or "URL" in page):
        yield "nothing to reach it by"


def main(site):
    count, wrong = 0, 0
    for path in sorted(site.rglob("contact.vcf")):
        count += 1
        old = path.with_name("contact-3.vcf")
        page = path.with_name("index.html").read_text(encoding="utf-8")
        for fault in faults(read(path), read(old), page):
            wrong += 1
            print(f"{path.relative_to(site)}: {fault}")
    print(f"{count} contacts in both forms: {wrong} faults")
    return 1 if wrong or count == 0 else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1])))
