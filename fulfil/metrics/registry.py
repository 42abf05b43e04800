"""All metrics, in report order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .address_completeness import address_completeness
from .delivery_success import delivery_success
from .findings_pareto import findings_pareto
from .first_attempt_success import first_attempt_success
from .late_shipment import late_shipment
from .line_fill import line_fill
from .on_time_delivery import on_time_delivery
from .on_time_in_full import on_time_in_full
from .on_time_shipment import on_time_shipment
from .open_returns_by_age import open_returns_by_age
from .order_cycle_time import order_cycle_time
from .order_fill import order_fill
from .order_to_refund_time import order_to_refund_time
from .perfect_order import perfect_order
from .pickup_lag import pickup_lag
from .refund_cycle_time import refund_cycle_time
from .refund_only_share import refund_only_share
from .return_rate import return_rate
from .return_response_time import return_response_time
from .return_turnaround import return_turnaround
from .seller_cancellation import seller_cancellation
from .set_integrity import set_integrity
from .shortage import shortage
from .split_rate import split_rate
from .transport_legs import transport_legs
from .unit_fill import unit_fill
from .valid_tracking import valid_tracking
from .wrong_short_damaged import wrong_short_damaged

if TYPE_CHECKING:
    from .metric import Metric

METRICS: tuple[Metric, ...] = (
    address_completeness,
    on_time_shipment,
    late_shipment,
    valid_tracking,
    pickup_lag,
    order_cycle_time,
    on_time_delivery,
    delivery_success,
    first_attempt_success,
    order_fill,
    line_fill,
    unit_fill,
    shortage,
    wrong_short_damaged,
    on_time_in_full,
    perfect_order,
    split_rate,
    set_integrity,
    seller_cancellation,
    return_rate,
    return_response_time,
    return_turnaround,
    refund_cycle_time,
    order_to_refund_time,
    open_returns_by_age,
    refund_only_share,
    transport_legs,
    findings_pareto,
)

BY_CODE = {metric.code: metric for metric in METRICS}
