"""How phones, tracking numbers and ids are written; to tell columns apart, never to judge a value."""

from __future__ import annotations

from typing import Final

#: Chinese mobiles, masked ones and privacy numbers with an extension included; landlines with their area
#: code; anything in the international form.
PHONE: Final = (
    r"^(?:(?:\+|00)?86[- ]?)?1[3-9]\d[- ]?[\d*]{4}[- ]?\d{4}(?:[-_,#转]\d{1,6})?$"
    r"|^0\d{2,3}-\d{7,8}(?:-\d{1,6})?$"
    r"|^=?\+[1-9][\d\s().-]{6,18}$"
    r"|^\(?\d{3}\)?[-. ]\d{3}[-. ]\d{4}$"
)

#: Numbers that say by letters whose they are: 顺丰, 圆通, 极兔, 京东, 德邦, 韵达, 中通, UPS, Amazon, and the
#: postal unions' S10 form (two letters, nine digits, a country).
TRACKING: Final = (
    r"^(?:SF\d{12,15}|YT\d{13,16}|JT\d{13}|JD[A-Z0-9]{9,18}(?:-\d+-\d+-?)?|DPK\d{12}|YD\d{13,15}|ZTO\d{10,14}"
    r"|1Z[0-9A-Z]{16}|TBA\d{12}|JJD\d{16,18}|[A-Z]{2}\d{9}[A-Z]{2})$"
)

#: Numbers without letters: 中通, 申通, 韵达, 邮政 (12 to 15 digits), USPS (20 to 22). Some order ids look so.
TRACKING_DIGITS: Final = r"^(?:7[0-9]\d{10,13}|43\d{11,13}|46\d{11,13}|9[0-9]\d{11}|9[2-5]\d{18,20})$"

#: An address and not only a region: something follows the first few characters.
ADDRESS: Final = r"^.{8,}$"

#: At least a digit, no spaces, not longer than ids are.
ID: Final = r"^[#A-Za-z0-9_./:-]*\d[#A-Za-z0-9_./:-]*$"

#: What platforms mask or encrypt.
HIDDEN: Final = r"\*{2,}|[*＊]$|^(?:##|\$\$|~[A-Za-z0-9+/=]{8,})"
