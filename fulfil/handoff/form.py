"""What a courier's form asks for: its headers in its order, and the field that fills each."""

from __future__ import annotations

import tomllib
from difflib import get_close_matches
from importlib.resources import files
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ..errors import PolicyError, UsageError

FormField = Literal[
    "order_id", "recipient", "phone", "country", "province", "city", "county", "street", "address",
    "postcode", "goods", "quantity", "remark", "shop", "constant",
]  # fmt: skip

#: Fields that a platform may hide; an order with one of them hidden cannot be in a form that asks for it.
PERSONAL_FIELDS = ("recipient", "phone", "street", "address")


class FormColumn(BaseModel):
    """One column of a form.

    Args:
        header: as the courier writes it.
        field: what fills it; `address` is province, city, county and street in one text, `goods` the
            products with their numbers, `quantity` the number of units, `remark` the buyer's note.
        constant: the text of every row, for `constant`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    header: str = Field(min_length=1)
    field: FormField
    constant: str = ""


class Form(BaseModel):
    """A courier's form.

    Args:
        name: what `--form` calls it.
        title: what people call it.
        source: where its columns were seen.
        unconfirmed: the form itself was not seen.
        columns: in the courier's order.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    title: str
    source: str = ""
    unconfirmed: bool = False
    columns: tuple[FormColumn, ...] = Field(min_length=1)

    @property
    def fields(self) -> frozenset[str]:
        """The fields that it asks for."""
        return frozenset(column.field for column in self.columns)


def form_names() -> list[str]:
    """The names of the shipped forms."""
    return sorted(
        Path(f.name).stem for f in files(f"{__package__}.forms").iterdir() if f.name.endswith(".toml")
    )


def load_form(name: str) -> Form:
    """A shipped form by its name, or the form in a TOML file.

    Raises:
        UsageError: there is no such form or file.
        PolicyError: the file is no valid form.
    """
    if name in form_names():
        text, path = files(f"{__package__}.forms").joinpath(f"{name}.toml").read_text("utf-8"), f"{name}.toml"
    elif name.endswith(".toml"):
        try:
            text, path = Path(name).read_text("utf-8"), name
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError("the form cannot be read", path=name, hint=str(error)) from error
    else:
        near = get_close_matches(name, form_names(), 1) or form_names()
        raise UsageError(f"there is no form `{name}`", hint=f"try {' or '.join(near)}, or a TOML file")
    try:
        form = Form.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise PolicyError(f"the form is no valid TOML: {error}", path=path) from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise PolicyError(f"the form is wrong at `{where}`: {first['msg']}", path=path) from error
    if "order_id" not in form.fields:
        raise PolicyError("the form has no column for the order id, so it cannot be reconciled", path=path)
    return form
