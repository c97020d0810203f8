/*
 * Any bytes as an amount, a number of things, an identifier, a telephone
 * number, an address, a text: what is read as an amount is printed and read
 * again as the same.
 */
#include <string.h>

#include "base/text.h"
#include "fuzz.h"
#include "import/person.h"
#include "import/value.h"

static void
check_amount(struct cs_field cell)
{
	char text[CS_MONEY_TEXT];
	struct cs_amount amount, again;

	if (cs_value_amount(cell, &amount) != CS_READ_OK)
		return;
	FUZZ_MUST(amount.decimals >= 0 && amount.decimals <= CS_AMOUNT_DECIMALS_MAX);
	cs_money_format(text, amount.value, amount.decimals, amount.decimals);
	FUZZ_MUST(cs_amount_parse(text, strlen(text), &again));
	FUZZ_MUST(again.value == amount.value && again.decimals == amount.decimals);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct cs_field cell = cs_cell_trim((struct cs_field){ (const char *)data, size }), id;
	struct cs_str scratch = { 0 };
	char phone[CS_PHONE_BYTES];
	int64_t n;

	check_amount(cell);
	cs_value_count(cell, &n);
	cs_value_rate(cell, &n);
	FUZZ_MUST(cs_value_id(cell, &id) == CS_READ_EMPTY || cell.len > 0);
	cs_phone_read(phone, cell.text, cell.len);
	FUZZ_MUST(strlen(phone) < CS_PHONE_BYTES);
	cs_email_read(&scratch, cell);
	/* Text comes from the reader, which lets nothing through but UTF-8. */
	if (!cs_text_fault(cell.text, cell.len)) {
		struct cs_field text = cs_value_text(cell, &scratch);

		FUZZ_MUST(!cs_text_fault(text.text, text.len));
	}
	cs_str_release(&scratch);
	return 0;
}
