/*
 * Writes CASES consultations of about five events each into a store, the way
 * the ledger itself does, in one transaction: gendesk FILE CASES.  Every 40th
 * is still open; customers and orders are those that gen.c makes.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "consult/entry.h"
#include "store/db.h"

#define OPEN_EVERY 40
#define FIRST_DAY 20089 /* 2025-01-01 */
#define DAYS 660

struct maker {
	struct cs_desk desk;
	int64_t agents[8];
	struct cs_desk_case c;
	cs_time at;
	int64_t agent;
};

static enum cs_status
add(struct maker *m, struct cs_contact_event e, struct cs_err *err)
{
	e.at = m->at;
	e.actor = m->agent;
	e.due = e.due ? e.due : CS_NO_TIME;
	return cs_entry_add(&m->desk, &m->c, &e, err);
}

static enum cs_status
make_case(struct maker *m, long i, bool open, struct cs_err *err)
{
	static const char *const causes[] = { "delivery.late", "goods.defect", "return.fee", "use.howto", "member.points" };
	char facts[200];

	m->agent = m->agents[i % 8];
	snprintf(facts, sizeof(facts), "kind=%s\nchannel=%s\ncustomer_id=C%06ld\norder_no=O%07ld\ncause=%s\n",
	    i % 3 ? "question" : "complaint", i % 2 ? "board" : "chat", i * 7 % 200000, i * 5 % 1000000, causes[i % 5]);
	enum cs_status st = cs_entry_new(&m->desk, NULL, &m->c, err);

	if (st == CS_OK)
		st = add(m, (struct cs_contact_event){ .type = CS_CONTACT_OPEN, .state = CS_CONTACT_NEW, .flag = -1,
			.marks = CS_CONTACT_BY_CUSTOMER, .facts = facts, .body = "주문한 상품이 아직 오지 않았어요. 언제 받을 수 있나요?" }, err);
	if (st == CS_OK)
		st = add(m, (struct cs_contact_event){ .type = CS_CONTACT_ASSIGN, .state = -1, .flag = -1, .agent = m->agent }, err);
	m->at += 1800;
	if (st == CS_OK)
		st = add(m, (struct cs_contact_event){ .type = CS_CONTACT_MESSAGE_OUT, .state = -1, .flag = -1,
			.marks = CS_CONTACT_OUTWARD, .body = "불편하셨겠습니다. 내일까지 받으실 수 있도록 확인했습니다." }, err);
	if (st == CS_OK)
		st = add(m, (struct cs_contact_event){ .type = CS_CONTACT_STATE, .state = CS_CONTACT_OPENED, .flag = -1 }, err);
	m->at += 7200;
	if (st == CS_OK && !open)
		st = add(m, (struct cs_contact_event){ .type = CS_CONTACT_STATE, .state = CS_CONTACT_RESOLVED, .flag = -1 }, err);
	if (st == CS_OK && open)
		st = add(m, (struct cs_contact_event){ .type = CS_CONTACT_MESSAGE_IN, .state = -1, .flag = -1,
			.marks = CS_CONTACT_BY_CUSTOMER, .body = "아직 안 왔는데요?" }, err);
	return st == CS_OK ? cs_entry_settle(&m->desk, &m->c, err) : st;
}

static enum cs_status
make_all(struct maker *m, long cases, struct cs_err *err)
{
	char alias[16];
	enum cs_status st = cs_entry_begin(&m->desk, "갑", &m->agents[0], err);

	for (int i = 1; i < 8 && st == CS_OK; i++) {
		snprintf(alias, sizeof(alias), "을%d", i);
		st = cs_entry_agent(&m->desk, alias, &m->agents[i], err);
	}
	for (long i = 0; i < cases && st == CS_OK; i++) {
		m->at = (FIRST_DAY + i * DAYS / cases) * 86400LL + 9 * 3600 + i % 28800;
		st = make_case(m, i, i % OPEN_EVERY == OPEN_EVERY - 1, err);
	}
	return cs_entry_end(&m->desk, st, err);
}

int
main(int argc, char *argv[])
{
	struct maker m = { 0 };
	struct cs_db *db = NULL;
	struct cs_err err = { 0 };
	enum cs_status st = argc == 3 ? cs_db_open(&db, argv[1], CS_DB_WRITE, &err) :
	    cs_err_set(&err, CS_EUSAGE, "gendesk FILE CASES");

	if (st == CS_OK)
		st = cs_desk_init(&m.desk, db, 0, 0, &err);
	if (st == CS_OK)
		st = make_all(&m, atol(argv[2]), &err);
	if (st != CS_OK)
		fprintf(stderr, "gendesk: %s\n", err.text);
	cs_desk_case_release(&m.c);
	cs_desk_release(&m.desk);
	cs_db_close(db);
	return st != CS_OK;
}
