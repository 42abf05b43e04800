"""Letters that a program left in a text, and nobody wrote."""

from __future__ import annotations

# UTF-8 read as Windows-1252: a lead byte and the right number of bytes behind it, as letters. Fewer could be
# a French or a Nordic word before a quotation mark.
_AFTER = r"[\x{80}-\x{BF}€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]"
#: Text that was read in a wrong encoding; 锟斤拷 and its kind are what is left of lost bytes.
MOJIBAKE = rf"[ÃÂ]{_AFTER}|[ãäåæçèé]{_AFTER}{{2}}|ï¼{_AFTER}|锟斤拷|烫烫烫|屯屯屯"
# UTF-8 read as GBK turns common characters into these rare ones.
RARE_HAN = "鐪甯鍖娴姹鏉璺鍙闀闄鍗鍦涓浜鏂绗妤鐢灏瑗骞锛熼傚滃嶅彴欐睙窞氬畾垮競尯"
_WORDS = r"(?i:(?:^|[^a-z])null(?:$|[^a-z]))|(?i:undefined)"
#: Any damage of an address.
DAMAGED = rf"\x{{FFFD}}|{MOJIBAKE}|{_WORDS}|[{RARE_HAN}]{{3,}}"
#: One of these stands in every damaged text, so that a quick look spares most texts the pattern.
SUSPICIOUS = ["null", "undefined", "\ufffd", "锟斤拷", "烫烫烫", "屯屯屯", *"ÃÂãäåæçèéï", *RARE_HAN]
