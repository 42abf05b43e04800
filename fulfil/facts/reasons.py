"""What the words of a return's reason, and of its goods, say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import polars as pl

#: Words by which the buyer says that the goods were damaged, wrong or missing: those of the platforms' own
#: lists (Amazon's DAMAGED_BY_CARRIER, SWITCHEROO and MISSING_PARTS, Taobao's 卖家发错货, 少件/漏发 and
#: 商品破损) and their plain forms.
_FAULTS: Final = (
    "破损|损坏|碎了|压坏|摔坏|发错|错发|发货错误|漏发|少发|少件|缺件|短少|空包"
    r"|damaged?\b|damaged_by|broken|switcheroo|missing|wrong[ _](item|product|goods|colou?r|size)"
    r"|incorrect item|item not as ordered|short[ -]?ship"
)
#: The buyer's own mistake, in words that hold one of those.
_OWN_MISTAKE: Final = (
    r"ordered[ _](the[ _])?wrong|bought[ _](the[ _])?wrong|wrong[ _]\w+[ _]ordered|拍错|买错|下错"
)

#: Words by which the buyer says that the goods are bad: Amazon's DEFECTIVE, QUALITY_UNACCEPTABLE and
#: NOT_AS_DESCRIBED, Taobao's 质量问题, 与商品描述不符 and 假冒品牌, and their plain forms.
_BAD: Final = (
    "质量|瑕疵|故障|坏了|做工粗糙|假货|假冒|描述不符|描述不一致"
    r"|defect|faulty|quality|not[ _]as[ _]described|(does ?n[o']t|not)[ _]work|counterfeit"
)
#: The same words, where they say that the goods are good.
_GOOD: Final = (
    "(非|无|没有|没|不是|不存在)(任何)?(商品)?(质量|瑕疵|故障)"
    "|(no|not|non|without)[ _-]?(a )?(quality|defect|fault)"
)

#: Goods that the law lets nobody send back without a reason, by what they are called (Consumer Rights
#: Protection Law of China, art. 25): made to order, perishable, digital and unpacked, newspapers.
_EXEMPT: Final = (
    "定制|定做|订制|刻字|刻名|生鲜|鲜活|易腐|水果|蔬菜|海鲜|鲜花|活体|虚拟|电子书|激活码|兑换码|充值|点卡"
    "|软件|数字化商品|在线下载|报纸|期刊|杂志(?:[^架]|$)"
    r"|custom[ -]?made|made[ -]to[ -](order|measure)|personali[sz]ed|engraved|perishable"
    r"|\bfresh (fruit|food|flowers|meat|fish|vegetables)|seafood|newspaper|magazine\b|periodical"
    r"|\be-?books?\b|(digital|activation|licen[cs]e) (code|key|download|content|copy)|\bdownload\b"
)


def says_wrong(reason: pl.Expr) -> pl.Expr:
    """Whether a reason says that the goods were damaged, wrong or missing; null without one."""
    return _says(reason, _FAULTS) & ~_says(reason, _OWN_MISTAKE)


def says_fault(reason: pl.Expr) -> pl.Expr:
    """Whether a reason says that, or that the goods are bad; null without one."""
    return says_wrong(reason) | (_says(reason, _BAD) & ~_says(reason, _GOOD))


def names_exempt_goods(text: pl.Expr) -> pl.Expr:
    """Whether a text names goods that nobody may send back without a reason; null without one."""
    return _says(text, _EXEMPT)


def _says(text: pl.Expr, words: str) -> pl.Expr:
    return text.str.contains(f"(?i){words}")
