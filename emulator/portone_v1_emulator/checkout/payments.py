"""Pay windows: how they open, and the ways in which they end."""

from __future__ import annotations

from dataclasses import replace

from ..core.context import RequestContext
from ..core.records import Channel, Payment
from ..core.refusals import Refusal
from ..core.store import Shop
from ..pgs import answers as pg
from ..pgs import bank_accounts
from ..pgs.answers import CARD_BEHAVIOURS, Verdict
from ..pgs.providers import CARD, TRANSFER, VBANK
from ..pgs.providers import pg as pg_of
from ..pgs.standard_codes import BANKS, CARDS
from ..shops import charging, keyring, naver_products, promotions, virtual_accounts
from ..shops.charging import Order
from . import windows
from .checkout_request import Choice, PaymentRequest, Unreadable, unknown_reason
from .openings import OTHER_ERROR, NotOpened, channel_of, error_code
from .windows import Failure, PayOptions, Place, Window

_KINDS = ("payment",)
_AT_BANKS = (TRANSFER, VBANK)
_ALREADY_PAID = ("F1002", "이미 결제가 이루어진 거래건입니다.")
_OTHER_AMOUNT = "사전등록된 결제금액과 일치하지 않습니다."
_CLOSED = "사용자가 결제를 취소하셨습니다"
_STOPPED = "고객사 요청에 의해 결제를 중단합니다. (상세사유 : {reason})"
_UNKNOWN_REASON = "알 수 없음"
_ONLY_CARDS = "프로모션은 카드 결제에만 적용할 수 있습니다."
_NOT_DIRECT = "프로모션을 적용하려면 card.direct.code에 카드사 코드를 지정해야 합니다."

_LONGEST_QUOTA, _LEAST_FOR_QUOTA = 12, 50_000
_DEFAULT_DUE = 30 * 24 * 3600

EASY_PAY = frozenset(
    {
        "samsung",
        "samsungpay",
        "kakaopay",
        "naverpay",
        "payco",
        "lpay",
        "ssgpay",
        "tosspay",
        "applepay",
        "kpay",
        "pinpay",
        "skpay",
        "chai",
    }
)
"""The services that customers can use in the window of a PG that is none of them."""


def open_window(
    context: RequestContext, wanted: PaymentRequest, place: Place, user_agent: str | None
) -> Window:
    """Begin a payment, unless the order cannot be paid."""
    channel = channel_of(context, wanted, _KINDS)
    order = _order(wanted, channel)
    _check(context, order, issues_key=wanted.customer_uid is not None)
    pay_method = _first_method(channel, wanted.pay_method)
    card_company = _card_company(wanted) if pay_method == CARD else None
    if wanted.promotion_id is not None:
        _check_promotion(context, wanted, order, pay_method, card_company)
    payment = charging.new_payment(
        context,
        order,
        channel,
        via="mobile" if place.kind == windows.PAGE else "pc",
        pay_method=pay_method,
        customer_uid=wanted.customer_uid,
        customer_uid_usage="issue" if wanted.customer_uid else None,
        escrow=wanted.escrow,
        user_agent=user_agent,
    )
    if wanted.customer_uid is not None:
        charges_at_issue(
            context, payment
        )  # in strict mode, no window opens that rests on an assumption
    context.shop.payments.put(payment)
    naver_products.remember(context, payment, wanted.naver_products)
    quotas = wanted.display.card_quota if wanted.display else None
    window = Window(
        token=windows.new_token(),
        account=context.owner.account,
        tier=context.tier,
        channel=channel,
        merchant_uid=order.merchant_uid,
        place=place,
        imp_uid=payment.imp_uid,
        pay=PayOptions(
            confirm_url=wanted.confirm_url,
            customer_id=wanted.customer_id,
            quotas=None if quotas is None else tuple(quotas),
            vbank_due=wanted.vbank_due,
            card_company=card_company,
            promotion_id=wanted.promotion_id,
        ),
    )
    windows.table(context.state).put(window)
    return window


def payment_of(shop: Shop, window: Window) -> Payment:
    """The payment that a window is for."""
    payment = shop.payments.get(window.imp_uid or "")
    if payment is None:
        raise LookupError(f"{window!r} has lost its payment")
    return payment


def asks_merchant(context: RequestContext, window: Window, choice: Choice) -> str | None:
    """Whom to ask before it is approved; None for nobody, as about a card that the PG refuses anyway."""
    try:
        _promotion(window, payment_of(context.shop, window), choice)
        _with_means(context, window, choice)
    except pg.CardRefused:
        return None
    return window.pay.confirm_url if window.pay else None


def approve(context: RequestContext, window: Window, choice: Choice) -> None:
    """Let the customer pay, or store a card, or get a virtual account; the PG may still say no."""
    if _ended_elsewhere(context, window):
        return
    begun = payment_of(context.shop, window)
    if charging.was_paid(context, begun.merchant_uid):
        code, message = _ALREADY_PAID
        _fail(context, window, begun, message, code)
        return
    promotion_id = _promotion(window, begun, choice)
    try:
        payment = promotions.apply(context, _with_means(context, window, choice), promotion_id)
    except (pg.CardRefused, promotions.PromotionRefused) as refused:
        _fail(context, window, replace(begun, pay_method=choice.method), str(refused))
        return
    if payment.customer_uid is not None:
        _issue_key(context, window, payment)
    elif choice.method == VBANK:
        _open_account(context, window, payment)
    else:
        _charge(context, window, payment)


def decline(context: RequestContext, window: Window, reason: str) -> None:
    """Let the PG say no, as it does to the cards with this behaviour."""
    message = refusal_of(reason)
    if not message:
        raise unknown_reason(filter(refusal_of, CARD_BEHAVIOURS))
    if not _ended_elsewhere(context, window):
        _fail(context, window, payment_of(context.shop, window), message)


def refusal_of(behaviour: str) -> str:
    """What the PG says to a charge of a card with this behaviour; nothing when it charges it."""
    known = CARD_BEHAVIOURS.get(behaviour)
    return (known.refuses_card or known.refuses_charge or known.fails_charge) if known else ""


def stop(context: RequestContext, window: Window, reason: str | None) -> None:
    """Do not go on, because the merchant's server did not want to."""
    message = _STOPPED.format(reason=reason or _UNKNOWN_REASON)
    if not _ended_elsewhere(context, window):
        _fail(context, window, payment_of(context.shop, window), message)


def close(context: RequestContext, window: Window) -> None:
    """The customer presses ×."""
    if _ended_elsewhere(context, window):
        return
    if context.setting("closed_window") == "failed":
        _fail(context, window, payment_of(context.shop, window), _CLOSED)
    else:
        leave(context, window)


def leave(context: RequestContext, window: Window) -> None:
    """The customer is gone without a word: the payment stays ready, and nobody pays it any more."""
    windows.end(context, window, failure=Failure(error_code(_CLOSED), _CLOSED))


def methods(window: Window, payment: Payment) -> tuple[str, ...]:
    """The means that the window offers."""
    if window.pay and window.pay.card_company:
        return (CARD,)
    offered = pg_of(payment.channel.pg_provider).pay_methods
    if payment.customer_uid is not None:
        return offered[:1]
    wanted = payment.pay_method
    return offered if wanted in offered else (*offered, wanted)


def quotas(window: Window, payment: Payment) -> tuple[int, ...]:
    """The numbers of monthly instalments from which the customer may choose; 0 is all at once."""
    if payment.currency != "KRW" or payment.amount < _LEAST_FOR_QUOTA:
        return (0,)
    wanted = window.pay.quotas if window.pay else None
    if wanted is None:
        return (0, *range(2, _LONGEST_QUOTA + 1))
    return (0, *sorted({months for months in wanted if 1 < months <= 60}))


def due_of(context: RequestContext, window: Window) -> int:
    """Until when a virtual account takes the deposit."""
    return (window.pay.vbank_due if window.pay else None) or context.now + _DEFAULT_DUE


def charges_at_issue(context: RequestContext, payment: Payment) -> bool:
    """Whether the payment of a window that issues a billing key is charged, and not only shown."""
    known = pg_of(payment.channel.pg_provider).charges_at_issue
    if payment.amount == 0:
        return False
    return bool(context.setting("issue_window") == "charges") if known is None else known


def _card_company(wanted: PaymentRequest) -> str | None:
    """The card company to whose own page the window goes at once."""
    direct = wanted.card.direct if wanted.card else None
    if direct is not None and direct.code not in CARDS:
        raise Unreadable("파라메터 card.direct.code의 값이 올바르지 않습니다.", "card.direct.code")
    return None if direct is None else direct.code


def _check_promotion(
    context: RequestContext,
    wanted: PaymentRequest,
    order: Order,
    pay_method: str,
    card_company: str | None,
) -> None:
    """Open no window with a promotion that it cannot apply: V1 refuses it, instead of charging the whole amount."""
    if wanted.customer_uid is not None or pay_method != CARD:
        raise NotOpened(OTHER_ERROR, _ONLY_CARDS)
    if card_company is None:
        raise NotOpened(OTHER_ERROR, _NOT_DIRECT)
    try:
        promotions.find(context, wanted.promotion_id or "", order.currency, card_company)
    except promotions.PromotionRefused as refused:
        raise NotOpened(OTHER_ERROR, str(refused)) from None


def _promotion(window: Window, payment: Payment, choice: Choice) -> str | None:
    """The promotion to apply: the one that the shop's page named, or else the one that the customer chose."""
    named = window.pay.promotion_id if window.pay else None
    chosen = choice.promotion_id
    if named and chosen not in (None, named):
        raise Unreadable("결제창을 열 때 지정한 프로모션과 다릅니다.", "promotion_id")
    if chosen and (payment.customer_uid is not None or choice.method != CARD):
        raise Unreadable(_ONLY_CARDS, "promotion_id")
    return named or chosen


def _order(wanted: PaymentRequest, channel: Channel) -> Order:
    order = charging.order_of(wanted)
    if wanted.currency is None and not pg_of(channel.pg_provider).takes_won:
        return replace(order, currency="USD")
    return replace(order, currency=order.currency.upper())


def _check(context: RequestContext, order: Order, *, issues_key: bool) -> None:
    try:
        # A key can be issued for nothing.
        charging.check_amount(order.amount + issues_key, order.currency)
        charging.check_split(order.amount, order.tax_free, order.vat_amount)
    except Refusal as refusal:
        raise NotOpened(OTHER_ERROR, refusal.message) from None
    if charging.was_paid(context, order.merchant_uid):
        raise NotOpened(*_ALREADY_PAID)
    if charging.differs_from_preparation(context, order):
        raise NotOpened(OTHER_ERROR, _OTHER_AMOUNT)


def _first_method(channel: Channel, wanted: str | None) -> str:
    """The means with which the window opens: the one that the page wants, where the PG has it."""
    offered = pg_of(channel.pg_provider).pay_methods
    if wanted and (wanted in offered or (wanted in EASY_PAY and CARD in offered)):
        return wanted
    return offered[0]


def _charge(context: RequestContext, window: Window, payment: Payment) -> None:
    verdict = pg.verdict(payment.card, payment.amount, provider=payment.channel.pg_provider)
    _conclude(context, window, payment, verdict)


def _issue_key(context: RequestContext, window: Window, payment: Payment) -> None:
    verdict = Verdict()
    payment = replace(payment, charged=charges_at_issue(context, payment))
    if payment.charged:
        verdict = pg.verdict(
            payment.card,
            payment.amount,
            payment.customer_uid,
            provider=payment.channel.pg_provider,
        )
    if not verdict.failure:
        keyring.keep(
            context,
            payment.customer_uid or "",
            payment.card,
            (payment.channel,),
            payment.buyer,
            customer_id=window.pay.customer_id if window.pay else None,
            pay_method=payment.pay_method,
        )
    _conclude(context, window, payment, verdict)


def _open_account(context: RequestContext, window: Window, payment: Payment) -> None:
    due = due_of(context, window)
    if due <= context.now:
        _fail(context, window, payment, "가상계좌 입금기한이 지났습니다.")
        return
    virtual_accounts.open_account(
        context,
        payment,
        bank_code=payment.bank_code or "",
        holder=bank_accounts.MERCHANT,
        due=due,
    )
    windows.end(context, window)


def _with_means(context: RequestContext, window: Window, choice: Choice) -> Payment:
    """The payment with the means that the customer chose. Raises `CardRefused` as the PG does."""
    payment = payment_of(context.shop, window)
    if choice.method not in methods(window, payment):
        raise Unreadable("파라메터 method의 값이 올바르지 않습니다.", "method")
    if choice.method in _AT_BANKS and choice.bank_code not in BANKS:
        raise Unreadable("파라메터 bank_code의 값이 올바르지 않습니다.", "bank_code")
    bank_code = choice.bank_code if choice.method in _AT_BANKS else None
    chosen = replace(payment, pay_method=choice.method, bank_code=bank_code)
    return _with_card(context, window, chosen, choice) if choice.method == CARD else chosen


def _with_card(
    context: RequestContext, window: Window, payment: Payment, choice: Choice
) -> Payment:
    if choice.quota not in quotas(window, payment):
        raise Unreadable("파라메터 quota의 값이 올바르지 않습니다.", "quota")
    provider = payment.channel.pg_provider
    try:
        card = pg.read_card(choice.card_number or "", choice.expiry or "", context.now, provider)
    except pg.NotACardNumber as problem:
        raise Unreadable(str(problem)) from None
    if window.pay and window.pay.card_company:
        # Whatever number is given: on that company's page the customer has one of its cards.
        company = window.pay.card_company
        card = replace(card, code=company, name=CARDS[company])
    return replace(payment, card=card, card_quota=choice.quota)


def _conclude(context: RequestContext, window: Window, payment: Payment, verdict: Verdict) -> None:
    concluded = charging.conclude(context, payment, verdict)
    if verdict.failure:
        _end_failed(context, window, verdict.failure)
        return
    context.notify(concluded)
    windows.end(context, window)


def _ended_elsewhere(context: RequestContext, window: Window) -> bool:
    """Whether the payment was ended in the console meanwhile. Then the window tells how, and is over."""
    payment = payment_of(context.shop, window)
    if payment.status == "ready":
        return False
    reason = payment.fail_reason or ""
    failure = Failure(error_code(reason), reason) if payment.status == "failed" else None
    windows.end(context, window, failure=failure)
    return True


def _fail(
    context: RequestContext, window: Window, payment: Payment, message: str, code: str | None = None
) -> None:
    charging.conclude(context, payment, Verdict(message))
    _end_failed(context, window, message, code)


def _end_failed(
    context: RequestContext, window: Window, message: str, code: str | None = None
) -> None:
    failure = Failure(code or error_code(message), message)
    windows.end(context, window, failure=failure)
