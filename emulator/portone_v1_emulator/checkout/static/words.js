/** What the window says, in Korean and in English. */

const WORDS = {
  ko: {
    emulator: "포트원 V1 에뮬레이터",
    notReal: "실제로 결제되지 않습니다",
    notRealPerson: "실제로 인증되지 않습니다",
    otherLanguage: "English",
    close: "닫기",
    live: "실연동",
    test: "테스트",
    noName: "(상품명 없음)",
    order: "주문번호",
    payment: "포트원 번호",
    channel: "채널",
    subMerchant: "하위상점",
    details: "상점이 보낸 값",
    briefResult:
      "이 PG의 콜백에는 success가 없습니다. imp_uid, merchant_uid와 실패 시 error_code, error_msg만 전달됩니다.",
    means: "결제수단",
    whichCard: "카드",
    anotherCard: "다른 카드",
    cardNumber: "카드번호",
    expiry: "유효기간",
    debit: "체크",
    quota: "할부",
    atOnce: "일시불",
    months: "{n}개월",
    promotion: "프로모션",
    noPromotion: "적용 안 함",
    nothingOff: "할인 없음",
    company: "카드사 지정",
    percentOff: "{n}% 할인",
    wonOff: "{n} 할인",
    from: "{n} 이상",
    whichBank: "은행",
    depositUntil: "{when}까지 입금",
    easyPay: "{name} 화면에서 승인한 것으로 처리합니다.",
    byPhone: "휴대폰으로 승인한 것으로 처리합니다.",
    pay: "{amount} 결제하기",
    openAccount: "가상계좌 발급받기",
    issueKey: "빌링키 발급받기",
    issueAndPay: "{amount} 결제하고 빌링키 발급받기",
    keyFor: "빌링키 발급",
    notCharged: "이 PG는 금액을 표시만 하고 결제하지 않습니다.",
    isCharged: "이 PG는 빌링키를 발급하면서 이 금액을 결제합니다.",
    onlyKey: "결제 없이 빌링키만 발급합니다.",
    otherwise: "다른 결과",
    decline: "거절",
    reason: "거절 사유",
    paid: "결제되었습니다",
    accountOpened: "가상계좌가 발급되었습니다",
    keyIssued: "빌링키가 발급되었습니다",
    verified: "인증되었습니다",
    failed: "실패했습니다",
    goingBack: "상점으로 돌아갑니다…",
    nowhere: "m_redirect_url이 없어 돌아갈 곳이 없습니다. 상점에 전달될 값은 다음과 같습니다.",
    handedOver: "이 창을 연 페이지가 없습니다. 상점에 전달될 값은 다음과 같습니다.",
    gone: "이 창은 더 이상 없습니다",
    goneText: "에뮬레이터가 초기화되었거나 주소가 잘못되었습니다.",
    trouble: "에뮬레이터에 연결할 수 없습니다.",
    certification: "본인인증",
    who: "테스트 인물",
    name: "이름",
    birthday: "생년월일",
    gender: "성별",
    male: "남",
    female: "여",
    foreigner: "외국인",
    carrier: "통신사",
    phone: "휴대폰 번호",
    minAge: "만 {n}세 이상만 인증할 수 있습니다.",
    verify: "인증하기",
    methods: {
      card: "신용카드",
      trans: "계좌이체",
      vbank: "가상계좌",
      phone: "휴대폰",
      samsung: "삼성페이",
      samsungpay: "삼성페이",
      kakaopay: "카카오페이",
      naverpay: "네이버페이",
      payco: "페이코",
      lpay: "L.PAY",
      ssgpay: "SSG페이",
      tosspay: "토스페이",
      applepay: "애플페이",
      kpay: "케이페이",
      pinpay: "핀페이",
      skpay: "SK페이",
      chai: "차이",
      paypal: "페이팔",
      wechat: "위챗페이",
      cvs: "편의점",
      point: "포인트",
      cultureland: "컬쳐랜드 문화상품권",
      culturegift: "문화상품권",
      smartculture: "스마트문상",
      booknlife: "도서문화상품권",
    },
    behaviours: {
      approves: "승인",
      refuses_card: "카드 인증 실패",
      expired: "유효기간 지남",
      refused_by_ksnet: "지원하지 않는 카드사",
      lacks_funds: "잔액 부족",
      over_limit: "한도 초과",
      keeps_money: "승인, 취소는 거절",
      keeps_money_late: "승인, 취소는 나중에 거절",
      times_out: "PG 응답 없음",
      unknown_person: "일치하는 고객 없음",
      blocked_phone: "본인인증 차단",
      server_trouble: "PG 서버 오류",
      not_confirmed: "앱에서 인증하지 않음",
    },
  },
  en: {
    emulator: "PortOne V1 Emulator",
    notReal: "No money moves",
    notRealPerson: "Nobody is really verified",
    otherLanguage: "한국어",
    close: "Close",
    live: "Live",
    test: "Test",
    noName: "(no name)",
    order: "Order",
    payment: "Payment",
    channel: "Channel",
    subMerchant: "Sub-merchant",
    details: "What the shop sent",
    briefResult:
      "The callback of this PG has no success. It gets imp_uid and merchant_uid, and on failure error_code and error_msg.",
    means: "How to pay",
    whichCard: "Card",
    anotherCard: "Another card",
    cardNumber: "Card number",
    expiry: "Expiry",
    debit: "Debit",
    quota: "Instalments",
    atOnce: "All at once",
    months: "{n} months",
    promotion: "Promotion",
    noPromotion: "None",
    nothingOff: "nothing off",
    company: "Card company",
    percentOff: "{n} % off",
    wonOff: "{n} off",
    from: "from {n}",
    whichBank: "Bank",
    depositUntil: "Deposit until {when}",
    easyPay: "Taken as approved in {name}.",
    byPhone: "Taken as approved by phone.",
    pay: "Pay {amount}",
    openAccount: "Get a virtual account",
    issueKey: "Issue the billing key",
    issueAndPay: "Pay {amount} and issue the key",
    keyFor: "Billing key",
    notCharged: "This PG shows the amount and does not charge it.",
    isCharged: "This PG charges the amount when it issues the key.",
    onlyKey: "Only issues the key; nothing is charged.",
    otherwise: "Other outcomes",
    decline: "Decline",
    reason: "Reason",
    paid: "Paid",
    accountOpened: "The virtual account is open",
    keyIssued: "The billing key is issued",
    verified: "Verified",
    failed: "Failed",
    goingBack: "Back to the shop…",
    nowhere: "There is no m_redirect_url to go back to. The shop would have been told this:",
    handedOver: "No page has opened this window. The shop would have been told this:",
    gone: "This window is gone",
    goneText: "The emulator was reset, or the address is wrong.",
    trouble: "The emulator does not answer.",
    certification: "Identity verification",
    who: "Test people",
    name: "Name",
    birthday: "Date of birth",
    gender: "Gender",
    male: "Male",
    female: "Female",
    foreigner: "Foreigner",
    carrier: "Carrier",
    phone: "Phone number",
    minAge: "Only from {n} years of age.",
    verify: "Verify",
    methods: {
      card: "Card",
      trans: "Bank transfer",
      vbank: "Virtual account",
      phone: "Phone bill",
      samsung: "Samsung Pay",
      samsungpay: "Samsung Pay",
      kakaopay: "KakaoPay",
      naverpay: "Naver Pay",
      payco: "PAYCO",
      lpay: "L.PAY",
      ssgpay: "SSG Pay",
      tosspay: "Toss Pay",
      applepay: "Apple Pay",
      kpay: "K Pay",
      pinpay: "PIN Pay",
      skpay: "SK pay",
      chai: "CHAI",
      paypal: "PayPal",
      wechat: "WeChat Pay",
      cvs: "Convenience store",
      point: "Points",
      cultureland: "Cultureland voucher",
      culturegift: "Culture gift voucher",
      smartculture: "Smart culture voucher",
      booknlife: "Book & Life voucher",
    },
    behaviours: {
      approves: "Approved",
      refuses_card: "Card not accepted",
      expired: "Expired",
      refused_by_ksnet: "Card company not taken",
      lacks_funds: "Insufficient balance",
      over_limit: "Over the limit",
      keeps_money: "Approved, cancel refused",
      keeps_money_late: "Approved, cancel refused later",
      times_out: "PG timeout",
      unknown_person: "Nobody under these details",
      blocked_phone: "Verification blocked",
      server_trouble: "Trouble at the PG",
      not_confirmed: "Not confirmed in the app",
    },
  },
};

let language = "ko";

/** The language that it speaks: `ko` or `en`. */
export const spoken = () => language;

/** Speak the language that the shop wants, or else the browser's. */
export function speak(wanted) {
  const first = wanted || navigator.language || "ko";
  language = first.toLowerCase().startsWith("ko") ? "ko" : "en";
  document.documentElement.lang = language;
}

/** Speak the other one. */
export function switchLanguage() {
  speak(language === "ko" ? "en" : "ko");
}

/** A text, its `{placeholders}` filled. */
export function say(name, values = {}) {
  return WORDS[language][name].replace(/\{(\w+)\}/g, (_, key) => String(values[key]));
}

/** The name of a pay method. */
export function methodName(method) {
  return WORDS[language].methods[method] ?? method;
}

/** What a behaviour of the PG means. */
export function behaviourName(behaviour) {
  return WORDS[language].behaviours[behaviour] ?? behaviour;
}

/** An amount as people write it. */
export function money(amount, currency) {
  if (currency === "KRW" && language === "ko") return `${amount.toLocaleString("ko")}원`;
  try {
    return new Intl.NumberFormat(language, { style: "currency", currency }).format(amount);
  } catch {
    return `${amount} ${currency}`; // not a currency that anybody knows
  }
}

/** A time in Korea. */
export function moment(seconds) {
  const options = { dateStyle: "medium", timeStyle: "short", timeZone: "Asia/Seoul" };
  return new Intl.DateTimeFormat(language, options).format(new Date(seconds * 1000));
}
