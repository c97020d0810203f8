/*
 * Why customers came: a tree of three levels.  Codes are words parted by
 * points ("delivery.late.courier"), so that a code says where it stands.  The
 * national hotline's category (1372), the touchpoint and the usual origin of
 * each are kept beside it.
 *
 * A shop adds causes, or gives those that are built in other names, in a file
 * of its own with the same columns.  A cause is never deleted: it gets an
 * `until` date, and past consultations keep it.
 */
#ifndef CS_CAUSE_H
#define CS_CAUSE_H

#include "base/date.h"
#include "store/words.h"

#define CS_CAUSE_LEVELS 3

struct cs_cause {
	char *code, *parent, *ko, *en; /* owned; parent "" at the top */
	char *kca;                     /* owned: category of the 1372 statistics, "" where it has none */
	char *touchpoint, *note;       /* owned */
	enum cs_contact_origin origin; /* where it usually lies */
	cs_day from, until;            /* first and last day of use; CS_NO_DAY: open */
	int level;                     /* 1 to CS_CAUSE_LEVELS */
	size_t up;                     /* index of the parent; its own at the top */
};

/* In the order of the tree: each cause stands right behind its parent and the parent's earlier children. */
struct cs_causes {
	struct cs_cause *items; /* owned */
	size_t count, cap;
};

/*
 * The built-in tree, and over it the file where `path` is not NULL.  CS_OK;
 * CS_EINPUT for a parent that is not there, a fourth level, a code that is no
 * word, a bad date or origin; CS_EIO.
 */
enum cs_status cs_causes_open(struct cs_causes *causes, const char *path, struct cs_err *err);
void cs_causes_release(struct cs_causes *causes);

/* The cause, or NULL. */
const struct cs_cause *cs_cause_find(const struct cs_causes *causes, const char *code, size_t len);

/* Its name in the language, or in the other one. */
const char *cs_cause_name(const struct cs_cause *cause, bool korean);

/* True when it may be given to a consultation of that day. */
bool cs_cause_in_use(const struct cs_cause *cause, cs_day day);

/* The cause's ancestor of that level, or itself where it is not deeper. */
const struct cs_cause *cs_cause_at_level(const struct cs_causes *causes, const struct cs_cause *cause, int level);

/*
 * True when the code is `above` or stands below it, by the points in it:
 * "delivery.late" is within "delivery".  Past consultations and imports may
 * have codes that no tree knows.
 */
bool cs_cause_code_is_within(const char *code, size_t len, const char *above);

/* True when `cause` is `above` or stands below it in the tree. */
bool cs_cause_is_within(const struct cs_causes *causes, const struct cs_cause *cause, const char *above, size_t len);

#endif
