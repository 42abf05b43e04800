"""Rules of the user's own: loaded, held to the contract, and run so that no failure is a traceback."""

from __future__ import annotations

import pytest

from fulfil.audit import Question, checked
from fulfil.errors import PolicyError
from fulfil.messages import messages
from fulfil.rule_examples import check_examples
from fulfil.rules.own import load_rules
from fulfil.rules.rule import CODE
from tests.rules.own_rule import BEGINS, COMPUTES, RULE, changed, giving, numbered

ORDERS = "order_id,carrier,phone\nA1,SF,\nA2,SF,13800001111\nA3,ZTO,\n"


@pytest.fixture
def load(tmp_path, monkeypatch):
    """Load rules from texts, one file each, in a folder of their own."""
    monkeypatch.chdir(tmp_path)

    def call(*texts):
        names = [f"rules{n}.py" for n in range(1, len(texts) + 1)]
        for name, text in zip(names, texts, strict=True):
            (tmp_path / name).write_bytes(text if isinstance(text, bytes) else text.encode())
        return load_rules(names)

    return call


@pytest.fixture
def judge(load, tmp_path):
    """Check three orders by the rules of a text, alone."""

    def call(text, orders=ORDERS, **asked):
        own = load(text)
        (tmp_path / "orders.csv").write_text(orders, "utf-8")
        question = Question(own=own, codes=frozenset(rule.code for rule in own), **asked)
        with checked(["orders.csv"], question) as run:
            return run

    return call


def test_a_rule_of_the_users_own_finds_what_it_says(judge):
    (found,) = judge(RULE).findings
    assert (found.rule.code, found.rule.family, found.rule.file) == ("X001", "X", "rules1.py")
    assert found.rows["row"].to_list() == [0]
    assert messages(found.rule, found.rows).to_list() == ["SF calls before it comes, and there is no phone"]
    assert (found.judged, found.unknown) == (3, 0)


def test_rules_come_by_code_each_file_once(load, tmp_path):
    first = RULE + "\n\n" + numbered("X020", "last-of-all")
    own = load(first, changed(("X001", "X003"), ("express-without-phone", "by-another-name")))
    assert [rule.code for rule in own] == ["X001", "X003", "X020"]
    assert [rule.file for rule in own] == ["rules1.py", "rules2.py", "rules1.py"]
    again = load_rules(["rules1.py", str(tmp_path / "rules1.py")])
    assert [rule.code for rule in again] == ["X001", "X020"]


def test_its_examples_are_run(load):
    assert check_examples(load(RULE)) == []
    (failure,) = check_examples(load(changed(("A1,SF,\n", "A1,SF,13800001111\n"))))
    assert str(failure) == "X001 express-without-phone, “## Flagged”: nothing is flagged"


@pytest.mark.parametrize("code", ["X1", "X000", "X1000", "Y001", "x001", "ADR03", "XX01"])
def test_codes_that_are_none(code):
    assert not CODE.fullmatch(code)


def test_what_the_code_prints_is_not_in_the_report(judge, capsys):
    judge(changed(("    by_sf =", "    print(1)\n    by_sf =")) + "\nprint(2)\n")
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.split() == ["2", "1"]


def test_findings_come_in_an_order_of_their_own(judge):
    """However the rule computed them: twice the same input gives the same bytes."""
    backwards = giving('facts.complete.sort("row", descending=True).select("row", "carrier")')
    (found,) = judge(backwards).findings
    assert found.rows["row"].to_list() == [0, 1, 2]


#: What cannot be loaded: the text, the line, and words of the message.
UNLOADABLE = {
    "syntax": (RULE + "\n\ndef broken(:\n", RULE.count("\n") + 3, "the file is no valid Python"),
    "no text": (b"\xff\xfe\x00r\x00u", None, "the file is no valid Python"),
    "no rule": ('"""Nothing."""\n', None, "the file holds no rule"),
    "a rule that ships": (
        "from fulfil.rules.adr.county_missing import county_missing\n",
        None,
        "the file holds no rule",
    ),
    "raises": (
        RULE + "\n1 / 0\n",
        RULE.count("\n") + 2,
        "cannot be run: ZeroDivisionError: division by zero",
    ),
    "exits": (RULE + "\nraise SystemExit(0)\n", RULE.count("\n") + 2, "cannot be run: SystemExit: 0"),
    "imports what is not there": ("import nothing_of_it\n", 1, "ModuleNotFoundError: No module named"),
    "no such property": (changed(("handoff=", "hand_off=")), BEGINS, "TypeError: "),
    "no code": (changed(("X001", "X1")), BEGINS, "the file cannot be run: X1 is no rule code"),
    "a code that ships": (
        changed(("X001", "ADR003")),
        BEGINS,
        "(code): rules of your own have the codes X001",
    ),
    "a name that ships": (
        changed(("express-without-phone", "county-missing")),
        BEGINS,
        "“county-missing” is the name of another rule, too (ADR003, which ships)",
    ),
    "one code twice": (
        RULE + numbered("X001", "another"),
        RULE.count("\n") + 1,
        f"“X001” is the code of another rule, too (rules1.py:{BEGINS})",
    ),
    "one function twice": (
        RULE + numbered("X002", "another").replace("def another", "def express_without_phone"),
        RULE.count("\n") + 9,
        "the rule there would be lost",
    ),
    "name": (
        changed(("express-without-phone", "Express")),
        BEGINS,
        "(name): “Express” must be words in small",
    ),
    "evidence": (
        changed(("{carrier} calls", "{courier} calls")),
        BEGINS,
        "names courier, which is no evidence",
    ),
    "message": (
        changed(("there is no phone", "there is no phone.")),
        BEGINS,
        "(message): it follows the place",
    ),
    "needs": (changed(("orders.phone", "orders.fone")), BEGINS, "(needs): “orders.fone” is no canonical"),
    "needs no tuple": (
        changed(('("orders.carrier", "orders.phone")', '"orders.phone"')),
        BEGINS,
        "(types): `needs` must be a tuple of texts",
    ),
    "severity in words": (
        changed(("Severity.ERROR", '"error"')),
        BEGINS,
        "`severity` must be one of Severity.ERROR, Severity.WARNING, Severity.NOTE",
    ),
    "summary": (changed(("An order goes by SF", "an order goes by SF")), BEGINS, "must be a sentence"),
    "no documentation": (
        changed(('"""An order', '# """An order'), ('number.\n    """', "number.")),
        None,
        "",
    ),
    "no cure": (changed(("## Cure", "## Remedy")), BEGINS, "(documentation): it has no heading “## Cure”"),
    "no example": (
        changed(("A1,SF,\n    ```", "A1,SF,")),
        BEGINS,
        "(documentation): “## Flagged” has no example",
    ),
    "holds across files": (
        changed(("    needs=", "    scope=Scope.ORDER,\n    needs=")),
        BEGINS,
        "(handoff): what holds files against each other is judged by audits only",
    ),
    "one argument": (changed(("(facts, policy)", "(facts)")), BEGINS, "must take two arguments"),
    "limits": (
        changed(("    needs=", '    limits=("dispatch.hours",),\n    needs=')),
        BEGINS,
        "(limits): “dispatch.hours” is no key of a policy",
    ),
    "cures": (
        changed(("    needs=", '    cures="colour",\n    needs=')),
        BEGINS,
        "(cures): “colour” is no column",
    ),
}


@pytest.mark.parametrize("what", UNLOADABLE)
def test_what_cannot_be_loaded_is_refused_with_its_line(load, what):
    text, line, words = UNLOADABLE[what]
    with pytest.raises(PolicyError) as refused:
        load(text)
    assert words in refused.value.what
    assert refused.value.path == "rules1.py"
    if line is not None:
        assert refused.value.line == line


@pytest.mark.parametrize("path", ["nowhere.py", "."])
def test_what_is_no_file_is_refused(path, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(PolicyError, match="the rules cannot be read"):
        load_rules([path])


def test_one_code_in_two_files_is_refused(load):
    with pytest.raises(PolicyError) as refused:
        load(RULE, changed(("express-without-phone", "another")))
    assert str(refused.value) == (
        f"rules2.py:{BEGINS}: “X001” is the code of another rule, too (rules1.py:{BEGINS})"
    )


#: What fails when it runs: the text, the line, and words of the message.
FAILING = {
    "raises": (
        changed(("    by_sf =", "    by_sf = 1 / 0 or")),
        COMPUTES,
        "failed: ZeroDivisionError: division",
    ),
    "exits": (changed(("    by_sf =", "    raise SystemExit\n    by_sf =")), COMPUTES, "failed: SystemExit"),
    "no such column": (changed(('"carrier") ==', '"courier") ==')), BEGINS, "ColumnNotFoundError"),
    "raises in a cell": (
        giving('by_sf.select("row", carrier=pl.col("phone").map_elements(int, pl.Int64).cast(pl.String))'),
        None,
        "failed: ",
    ),
    "gives nothing": (giving("None"), BEGINS, "it gives back NoneType, and must give a LazyFrame"),
    "gives no row": (giving('by_sf.select("carrier")'), BEGINS, "its findings have no column `row`"),
    "gives another number": (
        giving('by_sf.select("carrier", row=pl.col("row").cast(pl.Int64))'),
        BEGINS,
        "its column `row` is Int64, and must be the facts' own as it is (UInt32)",
    ),
    "gives a row that is none": (
        giving('by_sf.select("carrier", row=pl.col("row") + 1000)'),
        BEGINS,
        "its column `row` names rows that are not in the facts",
    ),
    "gives an empty row": (
        giving('by_sf.select("carrier", row=pl.lit(None, pl.UInt32))'),
        BEGINS,
        "its column `row` is empty in some findings",
    ),
    "gives what is no evidence": (
        giving('by_sf.select("row", "carrier", tracking="carrier")'),
        BEGINS,
        "its column `tracking` is no evidence",
    ),
    "gives another type": (
        giving('by_sf.select("row", carrier="row")'),
        BEGINS,
        "its column `carrier` is UInt32, and must be a text (String)",
    ),
    "gives no parameter": (
        giving('by_sf.select("row")'),
        BEGINS,
        "its findings have no column `carrier`, which its message or `folds` names",
    ),
    "suggests and cures nothing": (
        giving('by_sf.select("row", "carrier", suggestion="carrier")'),
        BEGINS,
        "`suggestion` and `cures` go together",
    ),
    "unknown is no rows": (
        changed(("    needs=", "    unknown=lambda facts, policy: facts.complete,\n    needs=")),
        BEGINS,
        "`unknown` must give back one column, `row` (UInt32)",
    ),
}


@pytest.mark.parametrize("what", FAILING)
def test_what_fails_when_it_runs_is_told_with_its_line(judge, what):
    text, line, words = FAILING[what]
    with pytest.raises(PolicyError) as told:
        judge(text)
    assert words in told.value.what
    assert told.value.what.startswith("the rule X001")
    assert "\n" not in told.value.what
    assert told.value.path == "rules1.py"
    if line is not None:
        assert told.value.line == line


def test_a_rule_over_orders_and_parcels(judge):
    """What an audit knows of orders, in a rule of the user's own; the gate before waybills leaves it out."""
    text = changed(
        ("handoff=Handoff.HOLD", "handoff=Handoff.OFF,\n    scope=Scope.ORDER"),
        ("facts.complete.filter", "facts.fulfilment.orders.lazy().filter"),
        ('pl.col("carrier") == "SF"', 'pl.col("phone_key").is_null()'),
        ('pl.col("phone").is_null()', 'pl.col("parcels") == 0'),
        ('select("row", "carrier")', 'select("row", carrier=pl.lit("it"))'),
    )
    (found,) = judge(text).findings
    assert found.rows["row"].to_list() == [0, 2]
    assert judge(text, only_due=True).findings == ()
