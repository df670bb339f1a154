"""The figures of a year, from plain facts: what is counted, what it means, the tables of the report. Pure."""

from ocop.programme.indicators.counts import INDICATORS, Indicator, counted, median_days, value_of
from ocop.programme.indicators.facts import (
    Asked,
    Event,
    Facts,
    Held,
    Inspected,
    Measure,
    Published,
    Stay,
    What,
)
from ocop.programme.indicators.tables import Table, tables

__all__ = [
    "INDICATORS",
    "Asked",
    "Event",
    "Facts",
    "Held",
    "Indicator",
    "Inspected",
    "Measure",
    "Published",
    "Stay",
    "Table",
    "What",
    "counted",
    "median_days",
    "tables",
    "value_of",
]
