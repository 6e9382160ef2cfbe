"""Counts the cells of expected-plan.csv from registers.csv, by the definitions of docs/registers.md and without any code of the product.

    python3 compute_plan.py > expected-plan.csv

Run it again only when a definition changes; then read the difference line by line.
"""
import csv
import pathlib
from collections import defaultdict
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

HERE = pathlib.Path(__file__).parent
REPORTS = [
    ("cai-nhum", "programme-2026", "2026-01-01", "2026-11-19"),
    ("cai-nhum", "2026-Q3", "2026-07-01", "2026-09-30"),
    ("nhon-phu", "2026", "2026-01-01", "2026-12-31"),
    ("cai-nhum", "mid-term-2028", "2026-01-01", "2028-11-19"),
    ("province", "programme-2026", "2026-01-01", "2026-11-19"),
]
# The third commune never entered anything.
COMMUNES = ["cai-nhum", "nhon-phu", "song-phu"]
# key: target, baseline of the path, whether the target is a share (a number of things or a thing that is there otherwise)
INDICATORS = {"a1": (100, 100, True), "a2": (5, 0, False), "b": (1, 0, False), "c": (100, 0, True), "d1": (100, 0, True), "d2": (100, 0, True), "dd": (80, 0, True)}
TOPICS = "behaviour digital-safety domestic child-marriage consanguineous harmful-practice minority-equality sex-education workplace".split()
SERVICES = "medical psychological legal social-work".split()
FIT = "disability minority migrant".split()
COURSES = "prevention cyber case-handling social-work legal-aid".split()
MONEY = "state integrated donors".split()


def read():
    data = {c: defaultdict(list) for c in COMMUNES}
    for line in csv.DictReader(open(HERE / "registers.csv", encoding="utf-8")):
        row = defaultdict(str, (pair.split("=", 1) for pair in line["values"].split("|")))
        if row["void"] != "yes":
            data[line["commune"]][line["register"]].append(row)
    return data


def by(row, column, day):
    return row[column] != "" and row[column] <= day


def digit(value):
    return Decimal(value).quantize(Decimal("0.1"), ROUND_HALF_UP)


def expected(key, day):
    target, baseline, _ = INDICATORS[key]
    days = (date.fromisoformat(day) - date(2026, 1, 1)).days + 1
    return digit(Decimal(baseline) + Decimal(target - baseline) * days / 1826)


def a_year_after(day):
    return str(int(day[:4]) + 1) + day[4:]


def indicators(of, first, last):
    """Numerator and denominator (None: nothing was ever entered) and the numbers beside them."""
    found = [p for p in of["paper-cases"] if p["online"] != "yes" and p["type"] != "not-gbv" and first <= p["received"] <= last]
    kinds = ["got-service" if by(p, "served", last) else "declined" if p["declined"] == "yes" else "not-reachable" if p["unreachable"] == "yes" else "waiting" for p in found]
    yield "a1", (kinds.count("got-service"), len(found) - kinds.count("declined")) if found else None, [(k, kinds.count(k)) for k in ("got-service", "declined", "not-reachable", "waiting")]

    use = [s for s in of["shelters"] if s["inUse"] == "yes" and not s["since"] > last]
    good = 0
    for s in use:
        looked = [day for day in (s["reviewed"], s["passedOn"]) if day and day <= last]
        good += s["passed"] == "yes" and by(s, "passedOn", last) and s["inspector"] != "" and bool(looked) and a_year_after(max(looked)) >= last
    yield "a2", (good, 5) if of["shelters"] else None, [("in-use", len(use))]

    force = [d for d in of["documents"] if d["kind"] == "coordination" and by(d, "issued", last) and not by(d, "until", last)]
    yield "b", (int(any(d["lead"] and d["partners"] and d["duties"] == "yes" for d in force)), 1) if of["documents"] else None, []

    there = [h for h in of["hamlets"] if not by(h, "until", last)]
    yield "c", (sum(h["forms"] != "" and h["person"] != "" and by(h, "since", last) and by(h, "trained", last) for h in there), len(there)) if of["hamlets"] else None, []

    there = [s for s in of["schools"] if not by(s, "until", last)]
    yield "d1", (sum(s["number"] != "" and by(s, "issued", last) and s["applied"] == "yes" for s in there), len(there)) if of["schools"] else None, []

    listed = [e for e in of["enterprises"] if e["operating"] == "yes" and by(e, "listed", last)]
    ruled = [e["rule"] != "" and by(e, "issued", last) for e in listed]
    whole = [r for e, r in zip(listed, ruled) if e["kind"] == "enterprise"]
    small = [r for e, r in zip(listed, ruled) if e["kind"] == "household"]
    yield "d2", (sum(whole), len(whole)) if of["enterprises"] else None, [("households", len(small)), ("households-with-rule", sum(small))]

    post = [s for s in of["staff"] if by(s, "from", last) and not by(s, "until", last)]
    counting = {c["code"] for c in of["courses"] if c["counts"] == "yes" and "2026-01-01" <= c["to"] <= last}
    trained = {a["person"] for a in of["attendance"] if a["completed"] == "yes" and a["course"] in counting}
    social = [s for s in post if s["socialWorker"] == "yes"]
    yield "dd", (sum(s["code"] in trained for s in post), len(post)) if of["staff"] else None, [("social-workers", len(social)), ("social-workers-trained", sum(s["code"] in trained for s in social))]


def figures(of, first, last):
    def total(rows, column):
        return sum(int(r[column] or 0) for r in rows)

    def within(register, column):
        return [r for r in of[register] if first <= r[column] <= last]

    events = within("events", "date")
    yield "communication.events", len(events)
    for column in ("reached", "women", "men"):
        yield f"communication.{column}", total(events, column)
    for t in TOPICS:
        yield f"communication.topic.{t}", sum(e["topic"] == t for e in events)
    points = [p for p in of["service-points"] if not p["since"] > last and not by(p, "until", last)]
    use = [s for s in of["shelters"] if s["inUse"] == "yes" and not s["since"] > last]
    yield "services.points", len(points)
    for s in SERVICES:
        yield f"services.service.{s}", sum(s in p["services"].split(";") for p in points)
    yield "services.shelters", len(use)
    yield "services.shelter-places", total(use, "places")
    for f in FIT:
        yield f"services.fit.{f}", sum(f in p["fit"].split(";") for p in points)
    for kind in ("inspection", "supervision", "critique"):
        yield f"supervision.{kind}", sum(i["kind"] == kind for i in within("inspections", "date"))
    schools = [s for s in of["schools"] if not by(s, "until", last)]
    yield "schools.schools", len(schools)
    yield "schools.sex-education", sum(int(s["hours"] or 0) > 0 for s in schools)
    yield "schools.hours", total(schools, "hours")
    yield "schools.activities", total(schools, "activities")
    yield "schools.rooms", sum(s["room"] == "yes" for s in schools)
    yield "schools.social-work", sum(s["socialWork"] == "yes" for s in schools)
    courses = within("courses", "to")
    yield "courses.courses", len(courses)
    yield "courses.attendances", sum(a["completed"] == "yes" and a["course"] in {c["code"] for c in courses} for a in of["attendance"])
    for t in COURSES:
        yield f"courses.topic.{t}", sum(t in c["topics"].split(";") for c in courses)
    months = [h for h in of["health-cases"] if first <= f"{h['year']}-{int(h['month']):02}-01" <= last]
    for column in ("received", "treated", "referred"):
        yield f"health.{column}", total(months, column)
    money = [b for b in of["budget"] if programme_year(first) <= int(b["year"]) <= last_year(first, last)]
    for column in ("estimate", "appraised", "approved", "settled"):
        yield f"budget.{column}", total(money, column)
    for source in MONEY:
        yield f"budget.approved.{source}", total([b for b in money if b["source"] == source], "approved")


def programme_year(day):
    return int(day[:4]) + (day[5:] >= "11-20")


def last_year(first, last):
    """A calendar year that ends behind 19 November is still its own year."""
    return max(programme_year(first), int(last[:4]))


def tasks(of, first, last):
    year = last_year(first, last)
    status = {p["task"]: p["status"] for p in of["task-progress"] if int(p["year"]) == year}
    once = {p["task"] for p in of["task-progress"] if int(p["year"]) <= year and p["status"] == "done"}
    due = [t for t in of["tasks"] if t["due"] == "yearly" or (t["due"] == "date" and by(t, "deadline", last)) or (t["due"] == "programme" and year >= 2030)]
    yield "all", len(of["tasks"])
    yield "done", sum(status.get(t["code"]) == "done" for t in of["tasks"])
    yield "to-urge", sum(status.get(t["code"]) != "done" and (t["due"] == "yearly" or t["code"] not in once) for t in due)


def plan(data, area, first, last):
    communes = COMMUNES if area == "province" else [area]
    cells = {}
    each = [{key: (share, parts) for key, share, parts in indicators(data[c], first, last)} for c in communes]
    for key, (target, _, is_share) in INDICATORS.items():
        shares = [e[key][0] for e in each if e[key][0]]
        # One commune's sixth shelter does not stand for another's missing one.
        done, of = (sum(min(n, d) for n, d in shares) if area == "province" else shares[0][0], sum(d for _, d in shares)) if shares else ("", "")
        percent = digit(Decimal(100) * done / of) if shares and of else ""
        path = expected(key, last) if is_share else digit(100 * expected(key, last) / target)
        for column, value in (("numerator", done), ("denominator", of), ("percent", percent), ("target", target if is_share else 100), ("expected", path), ("ahead", percent - path if percent != "" else "")):
            cells[f"indicator.{key}.{column}"] = value
        for year in range(2026, 2031):
            cells[f"indicator.path.{key}.{year}"] = expected(key, f"{year}-12-31")
        for e in each:
            if area == "province" and not e[key][0]:
                continue
            for part, value in e[key][1]:
                cells[f"indicator.part.{key}.{part}"] = cells.get(f"indicator.part.{key}.{part}", 0) + value
    for c in communes:
        for key, value in figures(data[c], first, last):
            cells[f"plan.{key}"] = cells.get(f"plan.{key}", 0) + value
    if area != "province":
        cells |= {f"plan.task.{key}": value for key, value in tasks(data[area], first, last)}
    return cells


print("report,key,value")
for area, period, first, last in REPORTS:
    for key, value in sorted(plan(read(), area, first, last).items()):
        print(f"{area} {period},{key},{value}")
