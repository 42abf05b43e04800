"""Month names as shops' exports write them, in the languages of the marketplaces."""

from __future__ import annotations

from typing import Final

# eBay and Amazon write the marketplace's language: en, de, fr, es, it, nl, pl, pt, sv.
_NAMES: Final = (
    "jan january januar janvier janv enero ene gennaio gen januari styczeń sty janeiro",
    "feb february februar février févr fév febrero febbraio februari luty lut fevereiro fev",
    "mar march märz mär mrz mars marzo maart mrt marzec março",
    "apr april avril avr abril abr aprile kwiecień kwi",
    "may mai mayo maggio mag mei maj maio",
    "jun june juni juin junio giugno giu czerwiec cze junho",
    "jul july juli juillet juil julio luglio lug lipiec lip julho",
    "aug august août agosto ago augustus augusti sierpień sie",
    "sep sept september septembre septiembre settembre set wrzesień wrz setembro",
    "oct october oktober okt octobre octubre ottobre ott październik paź outubro out",
    "nov november novembre noviembre novembro listopad lis",
    "dec december dezember dez décembre déc diciembre dic dicembre grudzień gru dezembro",
)

MONTHS: Final[dict[str, int]] = {
    name: month for month, names in enumerate(_NAMES, start=1) for name in names.split()
}
"""Casefolded month name, long or short and without its dot, to its number."""
