"""`--suggest` and `--profile`, as people use them."""

from __future__ import annotations

import json
import tomllib

import pytest

HEADER = "单号,日期,客户,联系方式,省,市,区,地址,货品,件数,订单状态"
ANSWERS = ('order_id = "单号"', 'created_at = "日期"', 'recipient = "客户"')


def row(number, county="西湖区"):
    when = f"2026-09-{number + 1:02} 10:00:00"
    state = "待发货" if number % 2 else "待配货"
    person = f"样本{number},1380000{number:04}"
    return f"D{number:03},{when},{person},浙江省,杭州市,{county},文三路{number}号,杯,1,{state}"


@pytest.fixture(autouse=True)
def shop(folder):
    """A file of a shop that no shipped profile reads, in GB18030."""
    rows = [row(n, county="" if n == 7 else "西湖区") for n in range(20)]
    (folder / "shop.csv").write_text("\n".join([HEADER, *rows]) + "\n", "gb18030")
    return folder


@pytest.fixture
def profile(fulfil, shop):
    """The shop's profile: suggested, and its questions answered."""
    text = fulfil("inspect", "shop.csv", "--suggest")[1]
    for answer in ANSWERS:
        assert f"\n# {answer}\n" in text
        text = text.replace(f"\n# {answer}\n", f"\n{answer}\n")
    text = text.replace('to_ship = ["待发货"]', 'to_ship = ["待发货", "待配货"]')
    (shop / "my-shop.toml").write_text(text, "utf-8")
    return "my-shop.toml"


def test_only_the_toml_is_printed(fulfil):
    assert fulfil("inspect", "shop.csv")[0] == 3
    code, out, err = fulfil("inspect", "shop.csv", "--suggest")
    assert (code, err) == (0, "")
    assert tomllib.loads(out)["encodings"] == ["gb18030"]
    assert "样本" not in out
    assert "1380000" not in out
    assert "文三路" not in out


def test_the_toml_is_utf8_whatever_the_locale(process, shop):
    done = process("inspect", "shop.csv", "--suggest", env={"PYTHONIOENCODING": "ascii"})
    assert tomllib.loads(done.stdout.decode("utf-8"))["name"] == "shop"
    done = process("inspect", "-", "--suggest", input=(shop / "shop.csv").read_bytes())
    assert tomllib.loads(done.stdout.decode("utf-8"))["name"] == "my_stdin"


def test_what_is_no_table_is_refused_by_suggest_too(fulfil, shop):
    (shop / "x.csv").write_text("hello\nworld\n")
    code, out, err = fulfil("inspect", "x.csv", "--suggest")
    assert (code, out) == (3, "")
    assert "none of its first records looks like a header" in err


def test_the_hint_for_an_unknown_file_names_suggest(fulfil):
    assert "--suggest" in fulfil("inspect", "shop.csv")[2]


def test_inspect_reads_by_the_shops_profile(fulfil, profile):
    code, out, _ = fulfil("inspect", "shop.csv", "--profile", profile)
    assert code == 0
    assert "kind: an export like shop.csv [shop]\n" in out
    assert "encoding: gb18030" in out
    assert "column: order_id <- 单号\n" in out
    assert "records: 20 read as 20 lines of orders\n" in out
    assert "because: its header has " in out


def test_handoff_sorts_by_the_shops_profile(fulfil, profile, shop):
    code, out, _ = fulfil("handoff", "shop.csv", "--profile", profile, "--out", "dispatch")
    assert code == 1
    assert out.startswith("19 of 20 due orders may go; 1 is held; 0 were not due.")
    assert "D007" in (shop / "dispatch" / "shop.held.csv").read_text("gb18030")


def test_audit_reads_several_files_each_by_its_profile(fulfil, profile):
    code, out, _ = fulfil("audit", "shop.csv", "clean.csv", "--profile", profile, "--format", "json")
    told = json.loads(out)
    assert code == 1
    assert [file["profile"] for file in told["files"]] == ["shop", "canonical"]
    assert {finding["rule"] for finding in told["findings"]} == {"ADR003"}


def test_a_profile_with_an_open_question_is_refused(fulfil, shop):
    (shop / "open.toml").write_text(fulfil("inspect", "shop.csv", "--suggest")[1], "utf-8")
    code, _, err = fulfil("inspect", "shop.csv", "--profile", "open.toml")
    assert code == 4
    assert err.startswith("fulfil: open.toml:")
    assert 'hint: choose: "单号" may be order_id, erp_order_id or tracking_number' in err


@pytest.mark.parametrize("command", [("inspect",), ("audit",), ("handoff", "--out", "dispatch")])
@pytest.mark.parametrize("file", ["shop.csv", "clean.csv"])
def test_a_profile_that_fits_no_file_is_told_with_the_words_that_lack(fulfil, profile, shop, command, file):
    text = (shop / profile).read_text("utf-8")
    signature = tomllib.loads(text)["signature"]
    line = next(line for line in text.splitlines() if line.startswith("signature"))
    words = ", ".join(f'"{word}"' for word in ["没有的", *signature])
    (shop / profile).write_text(text.replace(line, f"signature = [{words}]"), "utf-8")
    code, _, err = fulfil(command[0], file, *command[1:], "--profile", profile)
    assert code == 2
    assert f"fulfil: {file}: the profile shop does not fit it: the header has no “没有的”" in err
    assert not (shop / "dispatch").exists()


def test_of_several_files_one_must_fit(fulfil, profile, shop):
    assert fulfil("audit", "clean.csv", "shop.csv", "--profile", profile)[0] == 1
    code, _, err = fulfil("audit", "clean.csv", "held.csv", "--profile", profile)
    assert code == 2
    assert "the profile shop fits none of the files" in err
    (shop / "prose.csv").write_text("hello\nworld\n")
    assert fulfil("audit", "prose.csv", "shop.csv", "--profile", profile)[0] == 3


def test_a_signature_without_its_key_is_told(fulfil, profile, shop):
    text = (shop / profile).read_text("utf-8").replace('order_id = "单号"', 'order_id = "另一单号"')
    (shop / profile).write_text(text, "utf-8")
    code, _, err = fulfil("inspect", "shop.csv", "--profile", profile)
    assert code == 2
    assert "“另一单号”" in err


def test_a_shipped_profile_is_taken_whatever_the_header_says(fulfil, shop):
    (shop / "few.csv").write_text("订单号,应付金额\nA1,9.90\n", "utf-8")
    code, out, _ = fulfil("inspect", "few.csv", "--profile", "jd_orders")
    assert code == 0
    assert "because: you said so\n" in out
    assert "column: order_paid <- 应付金额\n" in out


@pytest.mark.parametrize(
    ("given", "what"),
    [
        (["jd_order"], "did you mean jd_orders"),
        (["jd_orders", "pdd_orders"], "nothing else can be given beside it"),
        (["jd_orders", "my-shop.toml"], "nothing else can be given beside it"),
    ],
)
@pytest.mark.usefixtures("profile")
def test_names_that_cannot_be_meant(fulfil, given, what):
    options = [word for name in given for word in ("--profile", name)]
    code, _, err = fulfil("audit", "shop.csv", *options)
    assert code == 2
    assert what in err


def test_two_profiles_of_one_name(fulfil, profile, shop):
    (shop / "other.toml").write_text((shop / profile).read_text("utf-8"), "utf-8")
    code, _, err = fulfil("audit", "shop.csv", "--profile", profile, "--profile", "other.toml")
    assert code == 2
    assert "both hold a profile called shop" in err
    assert fulfil("audit", "shop.csv", "--profile", profile, "--profile", profile)[0] == 1


def test_suggest_takes_no_profile(fulfil, profile):
    assert fulfil("inspect", "shop.csv", "--suggest", "--profile", profile)[0] == 2


def test_a_missing_profile_file(fulfil):
    code, _, err = fulfil("audit", "clean.csv", "--profile", "missing.toml")
    assert code == 4
    assert "missing.toml: the profile cannot be read" in err
