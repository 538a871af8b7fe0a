"""The bench's job in Polars and in pandas with pandera: a register delivery is read with types, judged by rules that
stand for the contract's, and counted into the wait cube's cells.

    python3 tests/bench/peers.py polars|polars-streaming|pandas FILE     one line of JSON: seconds, processor, peak, cells
    python3 tests/bench/peers.py available              the peers that can be imported here

As in Vänteläge the file is hashed and its records are counted for themselves, each cell is looked through for personal
numbers first, each rule's breaches are counted, and a rejected record is kept with its number and the rules it breaks.
They do less all the same: no place of what is wrong, and one way of writing dates, numbers and codes.
"""

import hashlib
import io
import json
import resource
import sys
import time

DATES = ["beslut_datum", "start_datum"]
CELL = ["matperiod", "status", "regionkod", "sjukhusnamn", "kva", "avvikelsekod", "vardgaranti", "hem", "dagar"]
# A date, four digits and what may stand between; what passes would be tried by its check digit.
PERSONAL = r"(?:18|19|20)?[0-9]{2}(?:0[1-9]|1[0-2])(?:[0-2][0-9]|3[01]|[67][0-9]|8[0-9]|9[01])[-+ ]?[0-9]{4}"
STATUS, YES_NO, DEVIATIONS, SEX = ["VANTANDE", "GENOMFORD"], ["JA", "NEJ"], ["1", "2", "3"], ["1", "2", "3"]


def read(path):
    with open(path, "rb") as file:
        content = file.read()
    hashlib.sha256(content).hexdigest()
    return content, content.count(b"\n") - 1


def agree(found, counted):
    if found != counted:
        raise SystemExit(f"Cannot measure as every record must be read: got {found} of {counted}")


def polars_rules(rows):
    """The rows with their types and whether each rule holds, eager or lazy, and the rules' names."""
    import polars as pl

    day = lambda name: pl.col(name).str.slice(0, 10).str.to_date("%Y-%m-%d", strict=False)
    rows = rows.with_columns(
        day("beslut_datum"), day("start_datum"), day("matperiod").dt.month_end(),
        pl.col("fodelsear").cast(pl.Int32, strict=False),
        dagar_angivna=pl.col("vantetid_dagar").cast(pl.Int32, strict=False),
    )
    waiting = pl.col("status") == "VANTANDE"
    code = lambda name, pattern: pl.col(name).str.contains(f"^(?:{pattern})$").fill_null(True)
    rules = dict(
        beslut_datum=pl.col("beslut_datum").is_not_null(), matperiod=pl.col("matperiod").is_not_null(),
        status=pl.col("status").is_in(STATUS), vardgaranti=pl.col("vardgaranti").is_in(YES_NO),
        kon=pl.col("kon").is_in(SEX), avvikelsekod=pl.col("avvikelsekod").is_in(DEVIATIONS).fill_null(True),
        fodelsear=pl.col("fodelsear").is_between(1901, 2199),
        kva_kod=code("kva_kod", "[A-Za-z0-9]{5}"), mvo_kod=code("mvo_kod", "[A-Za-z0-9]{3}"),
        aktivitetskod=code("aktivitetskod", "[A-Za-z0-9]{5}"), sjukhuskod=code("sjukhuskod", "[0-9]{5,6}"),
        lkf=code("lkf", "[0-9]{4}([0-9]{2})?"), fas=code("fas", "[1-5]"),
        yrkeskategori=code("yrkeskategori", "XS9[0-9]{2}"),
        fore_2010=pl.col("beslut_datum") >= pl.date(2010, 1, 1),
        efter_manad=pl.col("beslut_datum") <= pl.col("matperiod"),
        negativ=waiting | (pl.col("start_datum") >= pl.col("beslut_datum")).fill_null(False),
        redan_utford=~(waiting & (pl.col("start_datum") <= pl.col("matperiod")).fill_null(False)),
        dubblett=pl.struct("regionkod", "vardkontakt_id", "matperiod", "status").is_first_distinct(),
    )
    names = [f"ok_{name}" for name in rules]
    return rows.with_columns(**dict(zip(names, rules.values()))), names


def polars_cells(rows, names):
    import polars as pl

    until = pl.when(pl.col("status") == "VANTANDE").then(pl.col("matperiod")).otherwise(pl.col("start_datum"))
    return (
        rows.filter(pl.all_horizontal(names))
        .with_columns(
            kva=pl.coalesce("kva_kod", "aktivitet_kva"), hem=pl.col("lkf").str.slice(0, 2),
            dagar=(until - pl.col("beslut_datum")).dt.total_days(),
        )
        .group_by(CELL).len()
    )


def with_polars(path):
    import polars as pl

    content, records = read(path)
    rows = pl.read_csv(content, separator=";", infer_schema=False, row_index_name="nr")
    agree(rows.height, records)
    if sum(rows.select(pl.col(pl.String).str.contains(PERSONAL).sum()).row(0)) > 0:
        raise SystemExit("Cannot measure as the file must pass the gate")
    rows, names = polars_rules(rows)
    rows.select((~pl.col(name)).sum() for name in names)
    broken = [pl.when(~pl.col(name)).then(pl.lit(name)) for name in names]
    rows.filter(~pl.all_horizontal(names)).select("nr", pl.concat_str(broken, separator=" ", ignore_nulls=True)).rows()
    return polars_cells(rows, names).height


def with_polars_streaming(path):
    """A lower bound: one lazy query, which neither counts rules nor keeps the rejected records."""
    import polars as pl

    content, _ = read(path)
    rows = pl.scan_csv(io.BytesIO(content), separator=";", infer_schema=False)
    cells = polars_cells(*polars_rules(rows))
    personal = rows.select(pl.all().str.contains(PERSONAL).sum())
    cells, personal = pl.collect_all([cells, personal], engine="streaming")
    if sum(found or 0 for found in personal.row(0)) > 0:
        raise SystemExit("Cannot measure as the file must pass the gate")
    return cells.height


def with_pandas(path):
    import pandas as pd
    import pandera.pandas as pa

    content, records = read(path)
    rows = pd.read_csv(io.BytesIO(content), sep=";", dtype="string[pyarrow]")
    agree(len(rows), records)
    if sum(int(rows[name].str.contains(PERSONAL).sum()) for name in rows.columns) > 0:
        raise SystemExit("Cannot measure as the file must pass the gate")
    for name in DATES:
        rows[name] = pd.to_datetime(rows[name].str.slice(0, 10), format="%Y-%m-%d", errors="coerce")
    rows["matperiod"] = pd.to_datetime(rows["matperiod"].str.slice(0, 10), errors="coerce") + pd.offsets.MonthEnd(0)
    rows["fodelsear"] = pd.to_numeric(rows["fodelsear"], errors="coerce")
    text = lambda pattern: pa.Column(None, pa.Check.str_matches(f"^(?:{pattern})$"), nullable=True)
    among = lambda values, nullable=False: pa.Column(None, pa.Check.isin(values), nullable=nullable)
    waiting = lambda frame: frame["status"] == "VANTANDE"
    schema = pa.DataFrameSchema(
        {
            "beslut_datum": pa.Column("datetime64[ns]", pa.Check.ge(pd.Timestamp("2010-01-01")), coerce=True),
            "matperiod": pa.Column("datetime64[ns]", coerce=True),
            "status": among(STATUS), "vardgaranti": among(YES_NO), "kon": among(SEX),
            "avvikelsekod": among(DEVIATIONS, True),
            "fodelsear": pa.Column(None, pa.Check.in_range(1901, 2199)),
            "kva_kod": text("[A-Za-z0-9]{5}"), "mvo_kod": text("[A-Za-z0-9]{3}"),
            "aktivitetskod": text("[A-Za-z0-9]{5}"), "sjukhuskod": text("[0-9]{5,6}"),
            "lkf": text("[0-9]{4}([0-9]{2})?"), "fas": text("[1-5]"), "yrkeskategori": text("XS9[0-9]{2}"),
        },
        checks=[
            pa.Check(lambda frame: frame["beslut_datum"] <= frame["matperiod"]),
            pa.Check(lambda frame: waiting(frame) | (frame["start_datum"] >= frame["beslut_datum"])),
            pa.Check(lambda frame: ~(waiting(frame) & (frame["start_datum"] <= frame["matperiod"]))),
        ],
        unique=["regionkod", "vardkontakt_id", "matperiod", "status"],
    )
    try:
        schema.validate(rows, lazy=True)
    except pa.errors.SchemaErrors as errors:
        errors.failure_cases.groupby("index")["check"].agg(list)
        rows = rows.drop(index=errors.failure_cases["index"].dropna().unique())
    until = rows["matperiod"].where(rows["status"] == "VANTANDE", rows["start_datum"])
    rows["dagar"] = (until - rows["beslut_datum"]).dt.days
    rows["kva"] = rows["kva_kod"].fillna(rows["aktivitet_kva"])
    rows["hem"] = rows["lkf"].str.slice(0, 2)
    return len(rows.groupby(CELL, dropna=False).size())


def available():
    found = []
    for name, modules in [("polars", ["polars"]), ("polars-streaming", ["polars"]), ("pandas", ["pandas", "pandera.pandas", "pyarrow"])]:
        try:
            for module in modules:
                __import__(module)
            found.append(name)
        except ImportError:
            pass
    return found


if __name__ == "__main__":
    if sys.argv[1] == "available":
        print(json.dumps(available()))
    else:
        work = {"polars": with_polars, "polars-streaming": with_polars_streaming, "pandas": with_pandas}[sys.argv[1]]
        __import__(sys.argv[1].removesuffix("-streaming"))
        start, before = time.perf_counter(), time.process_time()
        cells = work(sys.argv[2])
        print(json.dumps({
            "seconds": time.perf_counter() - start,
            "processor": time.process_time() - before,
            "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
            "cells": cells,
        }))
