#include "import/status.h"

#include <string.h>

/* Words of shops abroad, whole: "unpaid" must not be "paid". */
static const struct {
	const char *word;
	int status;
} whole[] = {
	/* The canonical words. */
	{ "unknown", CS_ORDER_UNKNOWN }, { "placed", CS_ORDER_PLACED }, { "paid", CS_ORDER_PAID },
	{ "shipped", CS_ORDER_SHIPPED }, { "delivered", CS_ORDER_DELIVERED },
	{ "confirmed", CS_ORDER_CONFIRMED }, { "cancelled", CS_ORDER_CANCELLED },
	{ "returned", CS_ORDER_RETURNED }, { "exchanged", CS_ORDER_EXCHANGED },
	/* Shopify, WooCommerce, Olist and their kin; a partial refund keeps the order. */
	{ "pending", CS_ORDER_PLACED }, { "pendingpayment", CS_ORDER_PLACED }, { "onhold", CS_ORDER_PLACED },
	{ "created", CS_ORDER_PLACED }, { "draft", CS_ORDER_PLACED }, { "authorized", CS_ORDER_PLACED },
	{ "unpaid", CS_ORDER_PLACED }, { "processing", CS_ORDER_PAID }, { "approved", CS_ORDER_PAID },
	{ "invoiced", CS_ORDER_PAID }, { "partiallypaid", CS_ORDER_PAID },
	{ "partiallyrefunded", CS_ORDER_PAID }, { "partial", CS_ORDER_PAID },
	{ "fulfilled", CS_ORDER_SHIPPED }, { "intransit", CS_ORDER_SHIPPED },
	{ "completed", CS_ORDER_DELIVERED }, { "complete", CS_ORDER_DELIVERED },
	{ "canceled", CS_ORDER_CANCELLED }, { "voided", CS_ORDER_CANCELLED }, { "failed", CS_ORDER_CANCELLED },
	{ "expired", CS_ORDER_CANCELLED }, { "refunded", CS_ORDER_RETURNED },
	{ "unfulfilled", CS_STATUS_SILENT },
};

/*
 * Parts of Korean words, first match first.  Requests (취소요청, 반품신청)
 * count as done: what is withdrawn later says so (철회), and a newer export
 * puts it right.  출고대기 must be met before 출고, 입금전 before 입금.
 */
static const struct {
	const char *part;
	int status;
} parts[] = {
	{ "부분", CS_ORDER_PAID }, { "일부", CS_ORDER_PAID },
	{ "취소", CS_ORDER_CANCELLED }, { "결제실패", CS_ORDER_CANCELLED },
	{ "반품", CS_ORDER_RETURNED }, { "환불", CS_ORDER_RETURNED }, { "반송", CS_ORDER_RETURNED },
	{ "수취거부", CS_ORDER_RETURNED }, { "수령거부", CS_ORDER_RETURNED },
	{ "교환", CS_ORDER_EXCHANGED },
	{ "구매확정", CS_ORDER_CONFIRMED }, { "구매결정", CS_ORDER_CONFIRMED },
	{ "거래종료", CS_ORDER_CONFIRMED }, { "거래완료", CS_ORDER_CONFIRMED },
	{ "배송완료", CS_ORDER_DELIVERED }, { "배달완료", CS_ORDER_DELIVERED },
	{ "수령완료", CS_ORDER_DELIVERED }, { "수취확인", CS_ORDER_DELIVERED },
	{ "대기", CS_ORDER_PAID }, { "준비", CS_ORDER_PAID }, { "보류", CS_ORDER_PAID },
	{ "예정", CS_ORDER_PAID }, { "지연", CS_ORDER_PAID }, { "요청", CS_ORDER_PAID },
	{ "배송중", CS_ORDER_SHIPPED }, { "배송시작", CS_ORDER_SHIPPED }, { "배송진행", CS_ORDER_SHIPPED },
	{ "발송", CS_ORDER_SHIPPED }, { "출고", CS_ORDER_SHIPPED }, { "집화", CS_ORDER_SHIPPED },
	{ "주문접수", CS_ORDER_PLACED },
	{ "결제완료", CS_ORDER_PAID }, { "입금완료", CS_ORDER_PAID }, { "입금확인", CS_ORDER_PAID },
	{ "결제확인", CS_ORDER_PAID }, { "주문확인", CS_ORDER_PAID }, { "발주확인", CS_ORDER_PAID },
	{ "신규주문", CS_ORDER_PAID },
};

static bool
has(const char *s, size_t len, const char *part)
{
	return memmem(s, len, part, strlen(part)) != NULL;
}

static bool
has_any(const char *s, size_t len, const char *const *list)
{
	for (; *list; list++) {
		if (has(s, len, *list))
			return true;
	}
	return false;
}

/* Withdrawn or refused; a buyer who refused the parcel sends it back. */
static bool
is_undone(const char *s, size_t len)
{
	static const char *const undone[] = { "철회", "거부", "반품취소", "환불취소", "교환취소", NULL };
	static const char *const parcel[] = { "수취거부", "수령거부", NULL };

	return has_any(s, len, undone) && !has_any(s, len, parcel);
}

bool
cs_status_is_called_off(const char *s, size_t len)
{
	static const char *const latin[] = { "withdrawn", "rejected", "refused", "declined", "denied", NULL };

	return is_undone(s, len) || has_any(s, len, latin);
}

/*
 * A claim that was withdrawn or refused leaves the line where it was: a
 * cancellation is asked for before the goods leave, a return or an exchange
 * after they came.  CS_ORDER_UNKNOWN: no such claim.
 */
static int
read_withdrawn(const char *s, size_t len)
{
	static const char *const claims[] = { "취소", "반품", "환불", "교환", NULL };
	static const char *const after[] = { "반품", "환불", "교환", NULL };
	static const char *const no[] = { "안함", "없음", "아님", "불가", NULL };

	if (!has_any(s, len, claims))
		return CS_ORDER_UNKNOWN;
	if (has_any(s, len, no))
		return CS_STATUS_SILENT;
	if (!is_undone(s, len))
		return CS_ORDER_UNKNOWN;
	return has_any(s, len, after) ? CS_ORDER_DELIVERED : CS_ORDER_PAID;
}

/* Whole words in Latin letters; blanks are gone already, here _ and - go too. */
static int
read_latin(const char *s, size_t len)
{
	char word[24];
	size_t n = 0;

	for (size_t i = 0; i < len; i++) {
		if (s[i] == '_' || s[i] == '-')
			continue;
		if (n + 1 == sizeof(word))
			return CS_STATUS_SILENT - 1;
		word[n++] = s[i];
	}
	word[n] = '\0';
	for (size_t i = 0; i < CS_COUNT(whole); i++) {
		if (strcmp(word, whole[i].word) == 0)
			return whole[i].status;
	}
	return CS_STATUS_SILENT - 1;
}

int
cs_status_read(const char *s, size_t len)
{
	static const char *const unpaid[] = { "입금전", "미입금", "입금대기", "결제대기", "미결제",
		"결제확인중", NULL };
	int status = read_latin(s, len);

	if (status >= CS_STATUS_SILENT)
		return status;
	status = read_withdrawn(s, len);
	if (status != CS_ORDER_UNKNOWN)
		return status;
	/* 미결제취소 and 입금전취소 are cancelled: they never became a purchase. */
	if (has_any(s, len, unpaid) && !has(s, len, "취소"))
		return CS_ORDER_PLACED;
	for (size_t i = 0; i < CS_COUNT(parts); i++) {
		if (has(s, len, parts[i].part))
			return parts[i].status;
	}
	return CS_ORDER_UNKNOWN;
}

/* How much a status decides; a later one with the same weight does not win. */
static int
weight(int status)
{
	switch (status) {
	case CS_ORDER_CANCELLED:
	case CS_ORDER_RETURNED:
		return 100;
	case CS_ORDER_EXCHANGED:
		return 50;
	default:
		return status;
	}
}

int
cs_status_join(int first, int second)
{
	return weight(second) > weight(first) ? second : first;
}
