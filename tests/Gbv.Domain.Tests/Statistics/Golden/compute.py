"""Counts the cells of expected.csv from cases.csv, by the definitions of docs/reports.md and without any code of the product.

    python3 compute.py > expected.csv

Run it again only when a definition changes; then read the difference line by line. All times in cases.csv are Vietnamese.
"""
import csv
import pathlib
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

HERE = pathlib.Path(__file__).parent
NOW = datetime(2027, 1, 5, 8, 0)
AREAS = ["cai-nhum", "nhon-phu"]
# report: area, period, first day, day after the last, the same of the period before and of the year before
D = datetime
REPORTS = [
    ("cai-nhum", "2026-10", D(2026, 10, 1), D(2026, 11, 1), (D(2026, 9, 1), D(2026, 10, 1)), (D(2025, 10, 1), D(2025, 11, 1))),
    ("province", "2026-10", D(2026, 10, 1), D(2026, 11, 1), (D(2026, 9, 1), D(2026, 10, 1)), (D(2025, 10, 1), D(2025, 11, 1))),
    ("cai-nhum", "cut-2026-11", D(2026, 10, 15), D(2026, 11, 15), (D(2026, 9, 15), D(2026, 10, 15)), (D(2025, 10, 15), D(2025, 11, 15))),
    ("cai-nhum", "2026-H2", D(2026, 7, 1), D(2027, 1, 1), (D(2026, 1, 1), D(2026, 7, 1)), (D(2025, 7, 1), D(2026, 1, 1))),
    ("province", "programme-2026", D(2026, 1, 1), D(2026, 11, 20), None, None),
]
TYPES = "unclassified rape sexual-assault physical-assault forced-marriage denial-of-resources psychological-abuse not-gbv".split()
CHANNELS = "web api phone in-person hamlet health-station police school hotline-transfer paper-book".split()
SERVICES = "health psychosocial legal-aid shelter police child-protection social-work livelihood education community-support".split()
STATES = "planned sent delivered accepted in-progress declined no-answer completed not-possible withdrawn".split()
CLOSURES = "needs-met her-wish moved unreachable not-gbv duplicate transferred".split()
AGES = "unknown from0-to11 from12-to15 under16 from16-to17 from18-to24 from25-to39 from40-to59 from60".split()
PLACES = "not-stated home perpetrators-home school workplace lodging hotel field-river-road health-facility public-place online other".split()
CONTEXTS = "early-marriage school workplace online trafficking sexual-exploitation sexual-slavery harmful-practice consanguineous-marriage other".split()
RELATIONS = ("not-stated partner spouse living-together former-spouse dating dating-partner former-dating-partner parent own-parent step-parent child "
             "other-kin sibling in-law other-relative school-staff fellow-pupil superior-or-colleague official neighbour-or-acquaintance neighbour "
             "acquaintance online-acquaintance stranger other").split()
INTIMATE = "partner spouse living-together former-spouse dating dating-partner former-dating-partner".split()
DELAYS = "not-stated up-to3-days up-to5-days up-to30-days over30-days".split()
FLAGS = "disability interpreter pregnant infant-under36-months".split()
REPORTERS = ("survivor family neighbour-or-witness friend-or-colleague teacher-or-school-counsellor health-worker "
             "hamlet-head-or-front union official employer other").split()
# table: code of "not stated" first; counted by person or by incident; column of cases.csv
DETAILS = [
    ("marital", "persons", "marital", "not-stated never-married married-or-living-together divorced-or-separated widowed"),
    ("displacement", "persons", "displacement", "not-stated resident migrant internally-displaced returnee foreign-national stateless"),
    ("time", "incidents", "time", "not-stated morning afternoon evening-or-night"),
    ("perpetrator-number", "incidents", "perpetrators", "not-stated one two three more-than3"),
    ("perpetrator-age", "incidents", "perpetrator-age", "not-stated from0-to11 from12-to17 from18-to25 from26-to40 from41-to60 from61"),
    ("perpetrator-occupation", "incidents", "occupation", "not-stated farmer-or-fisher worker trader-or-self-employed pupil-or-student school-staff "
     "health-worker official police-or-military religious not-working other"),
]
UNDER_16 = {"from0-to11", "from12-to15", "under16"}
ADULT_59 = {"from16-to17", "from18-to24", "from25-to39", "from40-to59"}
CHILD = UNDER_16 | {"from16-to17"}
OUT = {"not-gbv", "duplicate", "transferred"}
MEASURES = {"criticism": "community-criticism", "no-contact": "no-contact", "education": "education-and-behaviour-change",
            "custody-or-fine": "administrative", "criminal": "criminal-procedure"}
HELP = {"counselled": {"psychosocial", "social-work"}, "medical": {"health"}, "sheltered": {"shelter"}, "legal-aid": {"legal-aid"}}


def when(text):
    return datetime.fromisoformat(text) if text else None


def read():
    rows = list(csv.DictReader(open(HERE / "cases.csv", encoding="utf-8")))
    for r in rows:
        r["received"], r["closed"] = when(r["received"]), when(r["closed"])
        for field in ("triaged", "accepted", "service"):
            r[field] = when(r[field])
        for field in ("forms", "context", "flags", "measures"):
            r[field] = set(filter(None, r[field].split("+")))
        refs = []
        for text in filter(None, r["referrals"].split("|")):
            service, state, created, accepted, deadline, given = text.split("/")
            refs.append(dict(service=service, state=state, created=when(created), accepted=when(accepted), deadline=when(deadline), given=given == "y"))
        r["refs"] = refs
        r["out"] = r["state"] == "closed" and r["closure"] in OUT
    return rows


def half_up(value):
    return Decimal(value).quantize(Decimal("0.1"), ROUND_HALF_UP)


def hours(spans):
    return sorted(max(0.0, s.total_seconds() / 3600) for s in spans)


def median(values):
    n = len(values)
    if n == 0:
        return ""
    return half_up(values[n // 2] if n % 2 else (values[n // 2 - 1] + values[n // 2]) / 2)


def p90(values):
    n = len(values)
    return "" if n == 0 else half_up(values[-(-9 * n // 10) - 1])


def share(part, whole):
    return "" if whole == 0 else half_up(Decimal(100 * part) / whole)


def headline(rows, span):
    if span is None or not any(r["received"] < span[1] for r in rows):
        return None
    inside = [r for r in rows if span[0] <= r["received"] < span[1]]
    kept = [r for r in inside if not r["out"]]
    return {
        "reports": sum(r["incident"] == "1" for r in inside),
        "persons": sum(r["incident"] == "1" for r in kept),
        "incidents": len(kept),
        "domestic": sum(r["domestic"] == "y" for r in kept),
        "outside": sum(r["domestic"] == "n" for r in kept),
        "sexual": sum(r["type"] in ("rape", "sexual-assault") for r in kept),
        "helped": sum(any(f["given"] for f in r["refs"]) for r in kept),
    }


def report(every, area, start, end, before, year_before):
    cells = {}
    as_of = min(end, NOW)
    rows = [r for r in every if area in ("province", r["commune"])]
    known = [r for r in rows if r["received"] < as_of]
    first = [r for r in known if r["incident"] == "1"]
    inside = lambda t: t is not None and start <= t < end
    received = [r for r in known if inside(r["received"])]
    inc = [r for r in received if not r["out"]]
    persons = [r for r in inc if r["incident"] == "1"]
    cells["received.domestic"] = sum(r["domestic"] == "y" for r in inc)
    cells["received.outside"] = sum(r["domestic"] == "n" for r in inc)
    cells["received.relation-unknown"] = sum(r["domestic"] == "" for r in inc)
    cells["received.left-out"] = sum(r["out"] for r in received)
    cells["received.total"] = len(received)
    came = [r for r in received if r["incident"] == "1"]
    cells["persons.counted"] = len(persons)
    cells["persons.left-out"] = len(came) - len(persons)
    cells["persons.total"] = len(came)
    for t in TYPES:
        cells[f"core-type.{t}"] = sum(r["type"] == t for r in inc)
    cells["core-type.total"] = len(inc)
    now, old, older = headline(rows, (start, end)), headline(rows, before), headline(rows, year_before)
    for k in now or {}:
        cells[f"changes.{k}.now"] = now[k]
        cells[f"changes.{k}.before"] = old[k] if old else ""
        cells[f"changes.{k}.difference"] = now[k] - old[k] if old else ""
        cells[f"changes.{k}.year-before"] = older[k] if older else ""
        cells[f"changes.{k}.year-difference"] = now[k] - older[k] if older else ""
    for name, flag in (("domestic", "y"), ("outside", "n")):
        form(cells, name, [r for r in inc if r["domestic"] == flag], {r["case"]: r for r in persons}, received)
    if area == "province" or (end - start) > timedelta(days=170):
        gbv(cells, inc, persons)
    process(cells, area, known, first, came, start, end, as_of)
    return cells


def form(cells, name, inc, person_of, received):
    def put(key, value):
        cells[f"form.{name}.{key}"] = value
    family = name == "domestic"
    people = [person_of[c] for c in dict.fromkeys(r["case"] for r in inc)]
    put("incidents", len(inc))
    for f in ("mental", "physical", "sexual", "economic"):
        put(f"form.{f}", sum(f in r["forms"] for r in inc))
    put("form.unclassified", sum(not r["forms"] for r in inc))
    put("persons.sex", len(people))
    put("persons.male", sum(p["sex"] == "male" for p in people))
    put("persons.female", sum(p["sex"] == "female" for p in people))
    put("persons.sex-other", sum(p["sex"] in ("other", "not-stated") for p in people))
    groups = {"under-16": lambda p: p["age"] in UNDER_16, "women-16-59": lambda p: p["age"] in ADULT_59 and p["sex"] == "female",
              "others-16-59": lambda p: p["age"] in ADULT_59 and p["sex"] != "female", "from-60": lambda p: p["age"] == "from60",
              "age-unknown": lambda p: p["age"] == "unknown"}
    put("persons.age", len(people))
    for key, test in groups.items():
        put(f"persons.{key}", sum(map(test, people)))
    if not family:
        return
    put("households", len({p["household"] or p["case"] for p in people}))
    pairs = {(r["case"], "x" if r["perpetrator"] in ("other", "not-stated") else r["perpetrator"]) for r in inc}
    put("perpetrators", len(pairs))
    for key, sex in (("male", "male"), ("female", "female"), ("other", "x")):
        put(f"perpetrators.{key}", sum(s == sex for _, s in pairs))
    for key, code in MEASURES.items():
        put(f"measure.{key}", len({(r["case"], "x" if r["perpetrator"] in ("other", "not-stated") else r["perpetrator"]) for r in inc if code in r["measures"]}))
    with_measure = {r["case"] for r in received if r["measures"]}
    handled = [p for p in people if p["case"] in with_measure or any(f["given"] for f in p["refs"])]
    put("handled", len(handled))
    for key, test in groups.items():
        put(f"handled.{key}", sum(map(test, handled)))
    for key, services in HELP.items():
        put(f"helped.{key}", sum(any(f["given"] and f["service"] in services for f in p["refs"]) for p in people))


def gbv(cells, inc, persons):
    sexes = {"female": {"female"}, "male": {"male"}, "sex-other": {"other", "not-stated"}}
    person_of = {p["case"]: p for p in persons}
    rape = [r for r in inc if r["type"] == "rape"]
    days = [int(r["days-to-health"]) for r in rape if r["days-to-health"]]
    cells["gbv.incidents.total"] = len(inc)
    cells["gbv.incidents.sexual"] = sum(r["type"] in ("rape", "sexual-assault") for r in inc)
    cells["gbv.incidents.earlier"] = sum(r["earlier"] == "y" for r in inc)
    cells["gbv.incidents.rape"] = len(rape)
    cells["gbv.incidents.rape-health"] = sum(any(f["service"] == "health" for f in person_of[r["case"]]["refs"]) for r in rape)
    cells["gbv.incidents.rape-72"] = sum(d <= 3 for d in days)
    cells["gbv.incidents.rape-120"] = sum(d <= 5 for d in days)
    for t in TYPES + ["total"]:
        some = [r for r in inc if t in ("total", r["type"])]
        cells[f"gbv.type.{t}.incidents"] = len(some)
        for key, codes in sexes.items():
            cells[f"gbv.type.{t}.{key}"] = sum(r["sex"] in codes for r in some)
        cells[f"gbv.type.{t}.child"] = sum(r["age"] in CHILD for r in some)
        cells[f"gbv.type.{t}.adult"] = sum(r["age"] not in CHILD | {"unknown"} for r in some)
        cells[f"gbv.type.{t}.age-unknown"] = sum(r["age"] == "unknown" for r in some)
    for a in AGES + ["total"]:
        some = [p for p in persons if a in ("total", p["age"])]
        cells[f"gbv.age.{a}.persons"] = len(some)
        for key, codes in sexes.items():
            cells[f"gbv.age.{a}.{key}"] = sum(p["sex"] in codes for p in some)
    for prefix, codes, field in (("place", PLACES, "place"), ("relation", RELATIONS, "relation")):
        for c in codes:
            cells[f"gbv.{prefix}.{c}"] = sum(r[field] == c for r in inc)
        cells[f"gbv.{prefix}.total"] = len(inc)
    cells["gbv.context.intimate-partner"] = sum(r["relation"] in INTIMATE for r in inc)
    cells["gbv.context.child-sexual-abuse"] = sum(r["age"] in CHILD and r["type"] in ("rape", "sexual-assault") for r in inc)
    cells["gbv.context.domestic"] = sum(r["domestic"] == "y" for r in inc)
    for c in CONTEXTS:
        cells[f"gbv.context.{c}"] = sum(c in r["context"] for r in inc)
    for d in DELAYS + ["total"]:
        some = [r for r in inc if d in ("total", r["delay"])]
        cells[f"gbv.delay.{d}.incidents"] = len(some)
        cells[f"gbv.delay.{d}.rape"] = sum(r["type"] == "rape" for r in some)
    for key, codes in sexes.items():
        cells[f"gbv.perpetrator.{key}"] = sum(r["perpetrator"] in codes for r in inc)
    cells["gbv.perpetrator.total"] = len(inc)
    for table, unit, column, codes in DETAILS:
        told = [r[column] or "not-stated" for r in (persons if unit == "persons" else inc)]
        for c in codes.split():
            cells[f"gbv.{table}.{c}"] = told.count(c)
        cells[f"gbv.{table}.total"] = len(told)
    for f in FLAGS:
        cells[f"gbv.vulnerable.{f}"] = sum(f in p["flags"] for p in persons)
    for r in REPORTERS:
        cells[f"gbv.reporter.{r}"] = sum(p["reporter"] == r for p in persons)
    cells["gbv.reporter.total"] = len(persons)
    for s in SERVICES:
        refs = [[f for f in p["refs"] if f["service"] == s] for p in persons]
        cells[f"gbv.service.{s}.referred"] = sum(bool(x) for x in refs)
        cells[f"gbv.service.{s}.given"] = sum(any(f["given"] for f in x) for x in refs)
        cells[f"gbv.service.{s}.not-given"] = sum(
            not any(f["given"] for f in x) and any(f["state"] in ("declined", "not-possible", "withdrawn") for f in x) for x in refs)


def process(cells, area, known, first, came, start, end, as_of):
    inside = lambda t: t is not None and start <= t < end
    seen = lambda t: t is not None and t < as_of
    is_open = lambda r: not (r["state"] == "closed" and (r["closed"] is None or r["closed"] < as_of))
    for c in CHANNELS:
        cells[f"channel.{c}"] = sum(r["channel"] == c for r in came)
    cells["channel.total"] = len(came)
    for key, field in (("triage", "triaged"), ("acceptance", "accepted"), ("first-service", "service")):
        spans = hours(r[field] - r["received"] for r in came if seen(r[field]))
        cells[f"times.{key}.reports"] = len(spans)
        cells[f"times.{key}.median"] = median(spans)
        cells[f"times.{key}.p90"] = p90(spans)
        cells[f"times.{key}.waiting"] = sum(is_open(r) and not seen(r[field]) for r in came)
    due = [f for r in first for f in r["refs"] if seen(f["deadline"]) and inside(f["deadline"]) and not (f["state"] == "withdrawn" and f["accepted"] is None)]
    good = [f for f in due if f["accepted"] is not None and f["accepted"] <= f["deadline"]]
    late = lambda f: seen(f["deadline"]) and (f["state"] in ("planned", "sent", "delivered", "no-answer") or (f["accepted"] is not None and f["accepted"] >= as_of))
    opened = [r for r in first if is_open(r)]
    cells["deadline.due"], cells["deadline.in-time"] = len(due), len(good)
    cells["deadline.share"] = share(len(good), len(due))
    cells["deadline.overdue"] = sum(late(f) for r in opened for f in r["refs"])
    sent = [f for r in first for f in r["refs"] if inside(f["created"]) and f["created"] < as_of]
    for s in SERVICES + ["total"]:
        cells[f"service.{s}.sent"] = sum(s in ("total", f["service"]) for f in sent)
        cells[f"service.{s}.given"] = sum(s in ("total", f["service"]) and f["given"] for f in sent)
    for s in STATES:
        cells[f"state.{s}"] = sum(f["state"] == s for f in sent)
    cells["state.total"] = len(sent)
    for key, low, high in (("to-7", 0, 7), ("to-30", 7, 30), ("to-90", 30, 90), ("over-90", 90, 10 ** 6)):
        cells[f"open.{key}"] = sum(timedelta(days=low) <= as_of - r["received"] < timedelta(days=high) for r in opened)
    cells["open.total"] = len(opened)
    closed = [r for r in first if r["state"] == "closed" and inside(r["closed"]) and r["closed"] < as_of]
    for c in CLOSURES:
        cells[f"closed.{c}"] = sum(r["closure"] == c for r in closed)
    cells["closed.no-reason"] = sum(r["closure"] == "" for r in closed)
    cells["closed.total"] = len(closed)
    cells["closed.share-not-gbv"] = share(sum(r["closure"] == "not-gbv" for r in closed), len(closed))
    cells["closed.unconfirmed"] = sum(r["state"] != "closed" and r["closure"] != "" for r in opened)
    if area != "province":
        return
    for a in AREAS + ["elsewhere", "total"]:
        some = [r for r in first if a == "total" or r["commune"] == a or (a == "elsewhere" and r["commune"] not in AREAS)]
        cells[f"area.{a}.received"] = sum(inside(r["received"]) for r in some)
        cells[f"area.{a}.open"] = sum(map(is_open, some))
        cells[f"area.{a}.overdue"] = sum(late(f) for r in some if is_open(r) for f in r["refs"])


def main():
    rows = read()
    print("report,key,value")
    for area, period, start, end, before, year_before in REPORTS:
        for key, value in sorted(report(rows, area, start, end, before, year_before).items()):
            print(f"{area} {period},{key},{value}")


main()
