"""ADR001 province-missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...address import Verdict
from ..needs import ADDRESS
from ..rule import Handoff, Severity, rule
from .masked import masked
from .verdict import with_verdict

if TYPE_CHECKING:
    import polars as pl

    from ...facts.row_facts import RowFacts
    from ...policy.policy import Policy


@rule(
    "ADR001",
    "province-missing",
    severity=Severity.ERROR,
    handoff=Handoff.HOLD,
    needs=ADDRESS,
    message="the address has no province",
    unknown=masked("province"),
    cures="province",
)
def province_missing(facts: RowFacts, policy: Policy) -> pl.LazyFrame:
    """An address names no province, autonomous region, municipality or special region.

    ## Why it matters
    Waybills start with the province: 鼓楼区 and 朝阳区 stand in several of them, and a parcel is sorted to
    the wrong one, or not at all.

    ## What a null means
    An empty province is missing, and so is every word that is useless to a courier (`-`, 无, 请选择, null).
    A masked one is not judged. 北京, 上海, 天津 and 重庆 may stand in the province or in the city.

    ## Flagged
    ```csv
    order_id,province,city,county,street
    A1,,杭州市,西湖区,文三路391号
    ```

    ## Clean
    ```csv
    order_id,province,city,county,street
    A1,浙江省,杭州市,西湖区,文三路391号
    A2,上海市,,浦东新区,世纪大道100号
    ```

    ## Cure
    Fill in the province. Where the city or the county belongs to exactly one, it is suggested, and `--fix`
    takes it.
    """
    del policy
    return with_verdict(facts, Verdict.PROVINCE_MISSING, "province").select(
        "row", suggestion="suggested_province"
    )
