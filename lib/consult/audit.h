/*
 * The proof of the ledger: the chain of hashes holds, every case begins with
 * its opening under its own name, and what is written down of the cases is
 * what their events come to.
 */
#ifndef CS_CONTACT_AUDIT_H
#define CS_CONTACT_AUDIT_H

#include "consult/desk.h"

/* Calls `tell` with every finding and counts them. CS_OK or CS_EDB. */
enum cs_status cs_contact_audit(struct cs_desk *desk, void (*tell)(void *self, const char *finding), void *self,
    size_t *findings, struct cs_err *err);

#endif
