/*
 * The people of the desk: who works there and what each may do, what was done
 * to protect them (산업안전보건법 제41조), and who looked at personal data.
 */
#ifndef CS_REGISTER_H
#define CS_REGISTER_H

#include "consult/desk.h"
#include "stream/out.h"

/* What is told of an agent; NULL, -1 and CS_NO_DAY leave it as it was. */
struct cs_agent_told {
	const char *person;
	int role;
	cs_day since_on, until_on;
};

/* Changes an agent, who is added where new. CS_OK, CS_EUSAGE or CS_EDB. */
enum cs_status cs_register_agent(struct cs_desk *desk, const char *alias, const struct cs_agent_told *told,
    struct cs_err *err);
/* Prints the one of that alias, or all. */
void cs_register_agents(const struct cs_desk *desk, const char *alias, struct cs_out *out);

/* `action`: notice warned ended handed_over break counselling treatment legal_help manual training. */
struct cs_protection {
	const char *action, *who, *whom, *contact, *note; /* whom, contact: NULL for none */
};

enum cs_status cs_register_protection(struct cs_desk *desk, const struct cs_protection *protection, struct cs_err *err);
enum cs_status cs_register_protections(struct cs_desk *desk, struct cs_out *out, struct cs_err *err);

/* Writes down who looked at what; a telephone number is masked. */
enum cs_status cs_register_reveal(struct cs_desk *desk, const char *who, const char *command, const char *subject,
    struct cs_err *err);
enum cs_status cs_register_reveals(struct cs_desk *desk, struct cs_out *out, struct cs_err *err);

#endif
