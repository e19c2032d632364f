"""Redaction: a secret is masked in whatever way it was escaped, and nothing else is."""

from __future__ import annotations

import base64
import copy
import html
import json
import pickle
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Any
from urllib.parse import quote, quote_plus

import attrs
import pytest
from scripted_server import (
    ANY,
    SECRET,
    TOKEN,
    Answer,
    Connect,
    ScriptedServer,
    both,
    envelope,
    payment,
    refusal,
)

from portone_v1 import Declined, HttpExchange, RawAnswer
from portone_v1.masking import LARGEST_SHOWN, MASK, Redactor, Secret, is_secret, request_headers
from portone_v1.models import Payment

PASSWORD = 'p&s<"w>/ö비\\1'
CARD = "4111-2222-3333-4444"


def of(*secrets: tuple[str, str]) -> Redactor:
    return Redactor([Secret(name, value) for name, value in secrets])


REDACTOR = of(("benepia_password", PASSWORD), ("card_number", CARD), ("imp_secret", "s3cr3t-0123"))

ESCAPED = {
    "raw": PASSWORD,
    "percent": quote(PASSWORD, safe=""),
    "percent in lower case": quote(PASSWORD, safe="").lower(),
    "percent twice": quote(quote(PASSWORD, safe=""), safe=""),
    "a form": quote_plus(PASSWORD),
    "JSON": json.dumps(PASSWORD)[1:-1],
    "JSON with characters": json.dumps(PASSWORD, ensure_ascii=False)[1:-1],
    "JSON of PHP": json.dumps(PASSWORD)[1:-1].replace("/", "\\/"),
    "JSON in JSON": json.dumps(json.dumps(PASSWORD))[3:-3],
    "HTML": html.escape(PASSWORD),
    "HTML by numbers": "".join(c if c.isalnum() else f"&#{ord(c)};" for c in PASSWORD),
    "bytes": repr(PASSWORD.encode())[2:-1],
    "read as Latin-1": PASSWORD.encode().decode("latin-1"),
    "read as ASCII": PASSWORD.encode("ascii", "ignore").decode(),
    "written as ASCII": PASSWORD.encode("ascii", "replace").decode(),
    "half read": PASSWORD.encode().decode("ascii", "replace"),
    "capitals": PASSWORD.upper(),
}


@pytest.mark.parametrize("way", ESCAPED)
def test_a_secret_is_masked_however_it_is_escaped(way: str) -> None:
    assert REDACTOR.text(f"[{ESCAPED[way]}] 입니다") == f"[{MASK}] 입니다"


@pytest.mark.parametrize("before", [b"", b"a", b"ab", b"abc", b'{"imp_secret": "'])
@pytest.mark.parametrize("encode", [base64.b64encode, base64.urlsafe_b64encode])
def test_a_secret_is_masked_inside_base64(before: bytes, encode: Any) -> None:
    coded = encode(before + b"s3cr3t-0123" + b'"}').decode()
    assert MASK in REDACTOR.text(f"Basic {coded}")


GROUPED = [
    "4111222233334444",
    "4111 2222 3333 4444",
    "411122-2233334444",
    "4111.2222.3333.4444",
    "4111%202222%203333%204444",
    "4111+2222+3333+4444",
    "4111%2D2222%2D3333%2D4444",
    "4111&nbsp;2222&nbsp;3333&nbsp;4444",
    "4111_2222_3333_4444",
    "4111/2222/3333/4444",
    r"4111\/2222\/3333\/4444",
    "4111%2F2222%252F3333%5F4444",
    "4111  2222  3333  4444",
    "4111 - 2222 - 3333 - 4444",
    "4111|2222:3333*4444",
    "4111\u00a02222\u20133333\u30004444",
    r"4111\u00a02222\xa03333\\u20134444",
    "4111&#47;2222&#x2f;3333&amp;nbsp;4444",
    "4 1 1 1, 2 2 2 2, 3 3 3 3, 4 4 4 4",
    "4111\r\n2222\t3333\t\t4444",
    "4111', '2222', '3333', '4444",
]


@pytest.mark.parametrize("number", GROUPED)
@pytest.mark.parametrize("before", ["카드 ", "%20", "%22", "\\u0022", "=", "n="])
def test_a_number_is_masked_however_it_is_grouped(number: str, before: str) -> None:
    assert REDACTOR.text(f"{before}{number}.") == f"{before}{MASK}."


@pytest.mark.parametrize(
    "given", ["4111222233334444", "4111/2222/3333/4444", "4111__2222 3333-4444"]
)
def test_a_number_is_masked_however_it_was_given(given: str) -> None:
    redactor = of(("card_number", given))
    assert redactor.text(f"{given} 4111222233334444 {CARD}") == f"{MASK} {MASK} {MASK}"


@pytest.mark.parametrize(
    "unit", ["4", "41", "4-", "4 1 1 1 ", "%25", "4%25", "25%25", " ", "&#4;", "\\u0041"]
)
@pytest.mark.parametrize("number", ["4111222233334444", "2525252525252526", "4444444444444445"])
def test_a_number_is_looked_for_in_linear_time(unit: str, number: str) -> None:
    """A text that almost fits everywhere would take years otherwise."""
    text = unit * (200_000 // len(unit))
    assert of(("card_number", number)).text(text) == text


@contextmanager
def ending() -> Iterator[None]:
    """What runs must end: within a minute, where milliseconds are enough and anything else takes hours."""

    def stop(*signalled: object) -> None:
        raise AssertionError("it takes too long")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, 60)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


HOSTILE = [
    "\\",
    "\\x21",
    "\\\\\\u0021",
    "!\\",
    "%25",
    "%255c",
    "&#92;",
    "&amp;",
    "?",
    "\ufffd\\",
    "&_;",
]


@pytest.mark.parametrize(
    "secret",
    [
        "-abc123def",
        "a!b!c!def",
        "!!!!!!!!abcd",
        "\\\\\\\\abcd",
        "비밀번호abcd비?비?비efgh",
        "%25%5c%25%5cabcd",
        "&amp;&;abcd",
        PASSWORD,
    ],
)
def test_a_secret_of_any_characters_is_looked_for_in_linear_time(secret: str) -> None:
    redactor = of(("card_number", secret))
    with ending():
        for unit in HOSTILE:
            run = unit * (50_000 // len(unit))
            for text in (run, secret[:3] + run):
                assert redactor.text(text) == text
            assert redactor.text(secret[:-1] + run + secret).endswith(MASK)


@pytest.mark.parametrize("value", ["77", "!a", "\\a"])
def test_a_short_secret_is_looked_for_in_linear_time(value: str) -> None:
    redactor = of(("cvc", value))
    with ending():
        for unit in (*HOSTILE, "<a", "cvc", "cvc\\\\\\u0022", "cvc" + "&_;" * 12):
            text = "cvc" + unit * (50_000 // len(unit))
            assert redactor.text(text) == text


LOOKS_ESCAPED = "a%5c&amp;\\\\x5c%25?&#92;b"


@pytest.mark.parametrize(
    "escape",
    [
        str,
        json.dumps,
        lambda text: json.dumps(json.dumps(json.dumps(text))),
        lambda text: quote(text, safe=""),
        repr,
    ],
    ids=["raw", "json", "json thrice", "url", "repr"],
)
def test_a_secret_that_looks_escaped_is_masked(escape: Any) -> None:
    shown = of(("card_number", LOOKS_ESCAPED)).text(escape(LOOKS_ESCAPED))
    assert shown.strip("'\"\\") == MASK


@pytest.mark.parametrize("times", range(6))
def test_a_secret_is_masked_in_encodings_within_one_another(times: int) -> None:
    text = secret = 'pass"wo\\rd'
    for _ in range(times):
        text = json.dumps(text)
    assert of(("card_number", secret)).text(text).strip('"\\') == MASK


def test_a_value_is_masked_beside_what_seems_to_begin_an_escape() -> None:
    assert of(("cvc", "123")).text("cvc=%123") == "cvc=%***"


@pytest.mark.parametrize(
    "text",
    ["94111222233334444", "411122223333444", "41112222333344445", "4111-2222", "s3cr3t-012"],
)
def test_what_only_looks_like_a_secret_stays(text: str) -> None:
    assert REDACTOR.text(text) == text


SHORT = of(("pwd_2digit", "77"), ("cvc", "123"))


@pytest.mark.parametrize(
    ("echo", "masked"),
    [
        ("pwd_2digit=77&cvc=123", "pwd_2digit=***&cvc=***"),
        ('{"pwd_2digit":"77","cvc":"123"}', '{"pwd_2digit":"***","cvc":"***"}'),
        (r"{\"pwd_2digit\": \"77\"}", r"{\"pwd_2digit\": \"***\"}"),
        ("%22pwd_2digit%22%3A%2277%22", "%22pwd_2digit%22%3A%22***%22"),
        (r"\u0022pwd_2digit\u0022:\u002277\u0022", r"\u0022pwd_2digit\u0022:\u0022***\u0022"),
        ("<b>pwd_2digit</b><i>77</i>", "<b>pwd_2digit</b><i>***</i>"),
        ("&quot;cvc&quot;: &quot;123&quot;", "&quot;cvc&quot;: &quot;***&quot;"),
        ("card[pwd_2digit]=77", "card[pwd_2digit]=***"),
        ("[77] 77,000원은 1회 한도 초과입니다 (123)", None),
        ("pwd_2digit=770&cvc=1234", None),
        ("승인번호 77123", None),
    ],
)
def test_a_short_secret_is_masked_beside_its_name_alone(echo: str, masked: str | None) -> None:
    assert SHORT.text(echo) == (echo if masked is None else masked)


def test_data_is_masked_by_its_names_and_by_what_is_in_it() -> None:
    data = {
        "buyer_tel": "somebody's",
        "birth": None,
        "amount": 1000,
        "number": 4111222233334444,
        "exact": Decimal("1.5"),
        "flag": True,
        "list": [PASSWORD, {"extra[card_number]": "5"}],
        CARD: "a key",
    }
    assert REDACTOR.data(data) == {
        "buyer_tel": MASK,
        "birth": None,
        "amount": 1000,
        "number": MASK,
        "exact": Decimal("1.5"),
        "flag": True,
        "list": [MASK, {"extra[card_number]": MASK}],
        MASK: "a key",
    }
    assert data["buyer_tel"] == "somebody's"


@pytest.mark.parametrize(
    ("content", "shown"),
    [
        (None, None),
        (b"", ""),
        (b'{"cvc": "999", "a": 1}', {"cvc": MASK, "a": 1}),
        (b"<p>4111222233334444</p>", "<p>***</p>"),
        (b"\xff s3cr3t-0123", "\ufffd ***"),
        (b"[" * 50_000, "[" * 50_000),
    ],
    ids=["none", "empty", "json", "html", "no text", "deep"],
)
def test_a_body(content: bytes | None, shown: object) -> None:
    assert REDACTOR.content(content) == shown


# The bodies of answers.


TOKEN_PLACES = range(LARGEST_SHOWN - 120, LARGEST_SHOWN + 20)


@pytest.mark.parametrize(
    "escape", [str, quote, json.dumps, "\0".join], ids=["raw", "url", "json", "nul"]
)
def test_a_secret_is_not_cut_in_half(escape: Any) -> None:
    for place in TOKEN_PLACES:
        shown = of(("access_token", "T/0-K" * 8)).body(
            "x" * place + escape("T/0-K" * 8) + "x" * 9999
        )
        assert "T" not in shown.replace("(cut, of", ""), place
        assert len(shown) < LARGEST_SHOWN + 50


def test_of_a_large_body_the_beginning_is_kept() -> None:
    shown = REDACTOR.body("x" * 1_000_000)
    assert shown.startswith("x" * (LARGEST_SHOWN - 10_000))
    assert shown.endswith("… (cut, of 1000000 characters)")
    shown = REDACTOR.body({"a": [{} for _ in range(1_000_000)], "buyer_tel": "01012345678", "c": 3})
    assert len(shown["a"]) < LARGEST_SHOWN
    assert shown["a"][-1] == "… (cut, of 1000000 items)"
    assert shown["…"] == "cut, of 3 fields"
    assert "c" not in shown
    shown = REDACTOR.body({f"field {n}": n for n in range(1_000_000)})
    assert len(shown) < LARGEST_SHOWN
    assert shown["field 0"] == 0


def test_a_body_that_is_not_large_is_kept_whole() -> None:
    rows = [{"imp_uid": f"imp_{n}", "buyer_tel": "01012345678"} for n in range(1000)]
    assert REDACTOR.body(rows) == [row | {"buyer_tel": MASK} for row in rows]


def charge_by_card(p: Any) -> Any:
    return p.subscribe.onetime(
        merchant_uid="o-1",
        amount=1000,
        card_number="4242-4242-4242-4242",
        expiry="2035-12",
        pwd_2digit="77",
        birth="880101",
    )


@both
@pytest.mark.parametrize("said", ["page", "message", "data"])
def test_a_large_refusal_is_kept_in_part(connect: Connect, said: str) -> None:
    seen: list[HttpExchange] = []
    large = "%25" * 2_000_000
    answer = {
        "page": Answer(502, large.encode()),
        "message": refusal(large),
        "data": envelope([large] * 2, code=-1, message="no"),
    }[said]
    with ScriptedServer() as server:
        server.on(ANY, answer)
        with connect(server, max_retries=0, on_exchange=seen.append) as portone:
            error = portone.error(charge_by_card)
    texts = (str(error), error.report(), str(error.body), str(seen[-1].response_body))
    assert all(len(text) < 2 * LARGEST_SHOWN for text in texts)
    assert "cut, of" in str(error.body)
    assert "cut, of" in str(seen[-1].response_body)
    assert len(pickle.dumps(error)) < 5 * LARGEST_SHOWN


@both
@pytest.mark.parametrize(
    "extra", [[12345678] * 500_000, ["4242-4242-4242-4242"] * 50_000, "%25" * 500_000]
)
def test_the_payment_of_a_large_refusal_is_kept_in_part(connect: Connect, extra: object) -> None:
    with ScriptedServer() as server, connect(server) as portone:
        server.on(ANY, payment(status="failed", paid_at=0, fail_reason="no", extra=extra))
        error = portone.error(charge_by_card)
    assert isinstance(error, Declined)
    assert error.payment is not None
    kept: Any = error.payment
    assert (kept.imp_uid, kept.fail_reason) == ("imp_1", "no")
    assert len(str(error.payment.raw)) < 2 * LARGEST_SHOWN
    assert "cut, of" in str(error.payment.raw)
    assert "4242-4242" not in str(error.payment.raw)


@both
@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-be"])
def test_a_page_in_an_encoding_with_nuls_is_masked(connect: Connect, encoding: str) -> None:
    seen: list[HttpExchange] = []
    page = f"<p>card 4242-4242-4242-4242, token {TOKEN}, secret {SECRET}</p>"
    with ScriptedServer() as server:
        server.on(ANY, Answer(403, page.encode(encoding)))
        with connect(server, max_retries=0, on_exchange=seen.append) as portone:
            error = portone.error(charge_by_card)
    for shown in (error.body, seen[-1].response_body):
        assert "card ***, token ***, secret ***" in shown
        assert "\0" not in shown


@both
@pytest.mark.parametrize("depth", [10, 60, 600, 100_000])
@pytest.mark.parametrize(("status", "code"), [(502, -1), (200, -1), (404, 0)])
def test_an_error_with_a_deep_body(connect: Connect, depth: int, status: int, code: int) -> None:
    seen: list[HttpExchange] = []
    nested = "[" * depth + "]" * depth
    body = f'{{"code": {code}, "message": "no", "response": {{"name": {nested}}}}}'
    with ScriptedServer() as server:
        server.on(ANY, Answer(status, body.encode()))
        with connect(server, max_retries=0, on_exchange=seen.append) as portone:
            error = portone.error(charge_by_card)
    for again in (pickle.loads(pickle.dumps(error)), copy.copy(error), copy.deepcopy(error)):
        assert str(again) == str(error)
        assert again.body == error.body
        assert repr(again.body)
    assert error.report()
    assert pickle.loads(pickle.dumps(seen[-1])) == seen[-1]
    assert repr(seen[-1])


def test_a_url() -> None:
    url = (
        "https://api.iamport.kr/vbanks/imp_1?pg_api_key=k%2Fey&a=%EB%B9%84&mine=x&e=&t=s3cr3t-0123"
    )
    assert REDACTOR.url(url, hidden=["mine"]) == (
        "https://api.iamport.kr/vbanks/imp_1?pg_api_key=***&a=%EB%B9%84&mine=***&e=&t=***"
    )
    assert REDACTOR.url("http://127.0.0.1:1/a/s3cr3t-0123") == "http://127.0.0.1:1/a/***"


def test_headers() -> None:
    sent = {"authorization": "Bearer t", "tier": "AB1", "accept": "a", "x-mine": "a key"}
    assert request_headers(sent) == {"tier": "AB1", "accept": "a", "x-mine": MASK}
    came = {"set-cookie": "a=b", "x-echo": "Bearer s3cr3t-0123", "date": "now"}
    assert REDACTOR.answer_headers(came) == {
        "set-cookie": MASK,
        "x-echo": "Bearer ***",
        "date": "now",
    }


def test_the_names_of_secrets() -> None:
    assert all(map(is_secret, ("imp_key", "card_number", "extra[cvc]", "a[b][tel]", "cvc[]")))
    assert not any(map(is_secret, ("amount", "extra[requester]", "[]", "", "merchant_uid[]")))


def test_a_redactor_without_secrets_changes_nothing() -> None:
    assert of().text("4111222233334444 ***") == "4111222233334444 ***"
    assert of(("cvc", ""), ("otp", "- -")).text("cvc=") == "cvc="


def test_nothing_prints_what_it_masks() -> None:
    assert "s3cr3t" not in repr(REDACTOR) + repr(Secret("imp_secret", "s3cr3t"))


class Echoing:
    """Answers with the whole request."""

    def play(self, connection: socket.socket, server: ScriptedServer) -> bool:
        request = server.received[-1]
        said = f"{request.headers} {request.body!r} {request.path} {request.query}"
        return Answer(502, said.encode()).play(connection, server)


@both
def test_what_is_sent_along_does_not_stand_in_errors(connect: Connect) -> None:
    along: dict[str, Any] = {
        "extra_body": {"card_number": "4242424242424242", "card": [{"birth": "900101"}]},
        "extra_headers": {"X-Partner": "the-key-of-a-partner"},
        "extra_query": {"imp_secret": "the-secret-of-another"},
    }
    with ScriptedServer() as server, connect(server) as portone:
        server.on(ANY, Echoing())
        error = portone.error(
            lambda p: p.with_options(**along).subscribe.again(
                customer_uid="c", merchant_uid="o-1", amount=1000, name="n"
            )
        )
    shown = f"{error} {error!r} {error.body} {pickle.dumps(error)!r} {vars(error)}"
    assert "o-1" in shown
    for secret in ("4242424242424242", "900101", "the-key-of-a-partner", "the-secret-of-another"):
        assert secret not in shown


ECHOED: dict[str, object] = {
    "custom_data": '{"birth": "880101", "card": "4242/4242/4242/4242"}',
    "receipt_url": "https://example.com/880101",
    "cancel_history": [{"pg_tid": "t", "amount": 1, "cancelled_at": 0, "reason": "880101"}],
    "unknown": "880101",
    "880101": 1,
}


@both
def test_what_a_paid_charge_echoes_is_not_printed_and_stays_in_its_fields(connect: Connect) -> None:
    with ScriptedServer() as server, connect(server) as portone:
        server.on(ANY, payment(**ECHOED))
        paid: Payment = portone.do(
            lambda p: p.subscribe.onetime(
                merchant_uid="o-1",
                amount=1000,
                card_number="4242-4242-4242-4242",
                expiry="2035-12",
                birth="880101",
            )
        )
        read: Payment = portone.do(lambda p: p.payments.get("imp_1"))
    assert (paid.custom_data, paid.raw["880101"]) == (ECHOED["custom_data"], 1)
    assert paid.cancel_history[0].reason == "880101"
    assert paid == read
    assert "880101" in repr(read)
    assert "imp_uid='imp_1'" in repr(paid)
    again = pickle.loads(pickle.dumps(paid))
    assert again == paid
    evolved = (attrs.evolve(paid, status="cancelled"), attrs.evolve(again, status="cancelled"))
    assert {each.status for each in evolved} == {"cancelled"}
    for shown in (
        paid,
        copy.deepcopy(paid),
        again,
        [paid],
        RawAnswer(paid, 200, {}, b""),
        *evolved,
    ):
        assert "880101" not in repr(shown)
        assert "4242/4242" not in repr(shown)
    assert "880101" not in repr(paid.cancel_history) + repr(again.cancel_history)


@both
def test_results_in_a_list_do_not_print_what_was_sent(connect: Connect) -> None:
    schedules = [
        {"merchant_uid": "o-1", "schedule_at": 1_900_000_000, "amount": 1000, "name": "880101"}
    ]
    row = {
        "customer_uid": "c",
        "imp_uid": None,
        "name": "880101",
        "custom_data": "880101",
        **schedules[0],
    }
    with ScriptedServer() as server, connect(server) as portone:
        server.on(ANY, envelope([row]))
        made = portone.do(
            lambda p: p.subscribe.schedule(
                customer_uid="c",
                schedules=schedules,
                card_number="4242-4242-4242-4242",
                expiry="2035-12",
                birth="880101",
            )
        )
    assert [each.name for each in made] == ["880101"]
    assert "880101" not in repr(made)


@both
@pytest.mark.parametrize("use", ["read", "list", "write"])
def test_what_any_call_sent_along_is_not_printed_of_its_result(connect: Connect, use: str) -> None:
    """The token, the account and what `extra_headers` hold, of calls without any secret argument."""
    key = "the-key-of-a-partner"
    record = {"custom_data": f"Bearer {TOKEN}", "receipt_url": f"https://a/{key}", "name": SECRET}
    record["cancel_history"] = [  # type: ignore[assignment]
        {"pg_tid": "t", "amount": 1, "cancelled_at": 0, "reason": key}
    ]
    calls: dict[str, Any] = {
        "read": lambda p: p.payments.get("imp_1"),
        "list": lambda p: p.payments.find_all("o-1"),
        "write": lambda p: p.payments.cancel(imp_uid="imp_1", amount=500),
    }
    with ScriptedServer() as server, connect(server) as portone:
        row = payment(**record)
        page = {"total": 1, "previous": 0, "next": 0, "list": [json.loads(row.body)["response"]]}
        server.on(ANY, envelope(page) if use == "list" else row)
        got = portone.do(lambda p: calls[use](p.with_options(extra_headers={"X-Partner": key})))
    paid: Payment = got.items[0] if use == "list" else got
    assert paid.custom_data == f"Bearer {TOKEN}"
    assert paid.cancel_history[0].reason == key
    copies = (copy.copy(got), copy.deepcopy(got), pickle.loads(pickle.dumps(got)))
    for shown in (paid, paid.cancel_history, got, *copies):
        assert "***" in repr(shown)
        for secret in (TOKEN, key, SECRET):
            assert secret not in repr(shown)
    assert "imp_uid='imp_1'" in repr(paid)
