"""Reads calendars back with programs that know nothing of this one, and compares the dates.

    read.py FOLDER

FOLDER is what the Rust test of the calendars leaves behind: `expected.json` and `public/`. Each calendar
is read twice: as it is, when the zones of Python are used, and with its zones under names that
nobody knows, when only what stands in the file can be used.
"""

import datetime
import json
import pathlib
import re
import sys
import zoneinfo

import icalendar
import recurring_ical_events

# The table of zones that was installed for this, and not that of the machine, which may be an old one.
zoneinfo.reset_tzpath([])

UTC = datetime.timezone.utc
DAY = datetime.timedelta(days=1)


def moment(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))


def in_utc(value):
    return value.astimezone(UTC)


def shown(value):
    """A moment of the world, or a day."""
    if isinstance(value, datetime.datetime):
        return in_utc(value).strftime("%Y-%m-%dT%H:%M:%SZ")
    return value.isoformat()


def has_end(event):
    return "DTEND" in event or "DURATION" in event


def is_ahead(begins, ends, group):
    """What the program means by the next dates: those that begin from a morning on, by the site's clock,
    and those of a day and longer that are not over by then."""
    if not isinstance(begins, datetime.datetime):
        day = datetime.date.fromisoformat(group["day"])
        if ends - begins > DAY or group["long"]:
            midnight = moment(group["from"]).astimezone(ends_zone(group)).replace(tzinfo=None)
            return datetime.datetime.combine(ends, datetime.time()) > midnight
        return begins >= day
    morning = moment(group["from"])
    if group["long"]:
        return in_utc(ends) > morning
    return in_utc(begins) >= morning


def ends_zone(group):
    return zoneinfo.ZoneInfo(group["zone"])


def dates(calendar, group, until):
    begin = moment(group["from"]) - 40 * DAY
    events = recurring_ical_events.of(calendar, skip_bad_series=False).between(begin, until)
    found = []
    for event in events:
        begins = event["DTSTART"].dt
        ends = event["DTEND"].dt if "DTEND" in event else begins
        if is_ahead(begins, ends, group):
            timed = isinstance(begins, datetime.datetime)
            same = timed and ends == begins
            found.append([shown(begins), None if same else shown(ends)])
    return sorted(found, key=lambda pair: pair[0])


def check(text, group):
    calendar = icalendar.Calendar.from_ical(text)
    errors = [error for part in calendar.walk() for error in part.errors]
    if errors:
        return [f"not read without errors: {errors}"]
    wanted = group["dates"]
    minutes = re.search(r"duration: (\d+) (minutes|days)", group["fields"])
    group["long"] = bool(minutes) and (minutes[2] == "days" or int(minutes[1]) >= 1440)
    last = wanted[-1][0]
    last = moment(last if "T" in last else last + "T00:00:00Z")
    # Of those that end, some years more, to see that they do.
    more = (400 if len(wanted) == 10 else 3000) * DAY
    found = dates(calendar, group, last + more)[:10]
    if found == wanted:
        return []
    return [f"wanted {wanted}", f"found  {found}"]


def main(folder):
    groups = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    wrong, compared = 0, 0
    for group in groups:
        path = folder / "public" / "groups" / group["name"] / "calendar.ics"
        text = path.read_bytes().decode("utf-8")
        compared += len(group["dates"])
        other = re.sub(r"(TZID[=:])([A-Za-z_/]+)", r"\1X-\2", text)
        for name, version in [("as it is", text), ("by its own zones", other)]:
            found = check(version, group)
            if found:
                wrong += 1
                print(f"{group['name']}, {name}:\n{group['fields']}from {group['from']}")
                print("\n".join(found) + "\n")
    print(f"{len(groups)} schedules, {compared} dates, each read twice: {wrong} differ")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1])))
