#include "report/mail.h"

#include <gmime/gmime.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "base/text.h"

#define KOREA_MINUTES "+09:00"

/* A line break in an address or a subject would begin a header of somebody else's choice. */
static char *
one_line(const char *text)
{
	struct cs_str clean = { 0 };

	cs_text_visible(&clean, text, strlen(text));
	cs_str_add(&clean, "");
	return cs_str_detach(&clean);
}

/* What a mail program can deliver: no blanks, and a name on either side of the last @. */
static bool
is_address(const char *text)
{
	const char *at = text ? strrchr(text, '@') : NULL;

	return at && at > text && at[1] && !strpbrk(text, " <>(),;\t");
}

static bool
are_mailboxes(InternetAddressList *list)
{
	int count = list ? internet_address_list_length(list) : 0;

	for (int i = 0; i < count; i++) {
		InternetAddress *one = internet_address_list_get_address(list, i);

		if (!INTERNET_ADDRESS_IS_MAILBOX(one) ||
		    !is_address(internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(one))))
			return false;
	}
	return count > 0;
}

static enum cs_status
read_addresses(const char *option, const char *text, InternetAddressList **list, struct cs_err *err)
{
	*list = NULL;
	if (!cs_text_fault(text, strlen(text)) && !strpbrk(text, "\r\n"))
		*list = internet_address_list_parse(NULL, text);
	if (are_mailboxes(*list))
		return CS_OK;
	return cs_err_set(err, CS_EUSAGE, _("--%s: \"%s\" is not an address such as cs@shop.example"), option, text);
}

static const char *
domain_of(InternetAddressList *from)
{
	const char *address = internet_address_mailbox_get_addr(
	    INTERNET_ADDRESS_MAILBOX(internet_address_list_get_address(from, 0)));

	return strrchr(address, '@') + 1;
}

static void
set_date(GMimeMessage *message, cs_time date)
{
	cs_day day = cs_day_of_time(date);
	struct cs_date d = cs_date_of(day);
	int seconds = (int)(date - cs_time_of(day, 0, 0, 0));
	GTimeZone *zone = g_time_zone_new_identifier(KOREA_MINUTES);
	GDateTime *when = g_date_time_new(zone, d.year, d.month, d.day, seconds / 3600, seconds / 60 % 60, seconds % 60);

	g_mime_message_set_date(message, when);
	g_date_time_unref(when);
	g_time_zone_unref(zone);
}

/* Base64 is smaller than quoted-printable for Hangul, and no line is too long in it. */
static void
add_part(GMimeMultipart *body, const char *subtype, const char *text)
{
	GMimeTextPart *part = g_mime_text_part_new_with_subtype(subtype);

	g_mime_text_part_set_charset(part, "utf-8");
	g_mime_text_part_set_text(part, text);
	g_mime_part_set_content_encoding(GMIME_PART(part), GMIME_CONTENT_ENCODING_BASE64);
	g_mime_multipart_add(body, GMIME_OBJECT(part));
	g_object_unref(part);
}

/* A part with parts; `mark` keeps the boundary of one out of the other. */
static GMimeMultipart *
new_multipart(const char *subtype, const char *mark, const char *digest)
{
	GMimeMultipart *parts = g_mime_multipart_new_with_subtype(subtype);
	char boundary[CS_DIGEST_TEXT + 8];

	snprintf(boundary, sizeof(boundary), "=-%s-%s", mark, digest);
	g_mime_multipart_set_boundary(parts, boundary);
	return parts;
}

static void
attach(GMimeMultipart *parts, const struct cs_attachment *file)
{
	GMimePart *part = g_mime_part_new_with_type(file->type, file->subtype);
	GMimeStream *stream = g_mime_stream_mem_new_with_buffer(file->bytes, file->len);
	GMimeDataWrapper *content = g_mime_data_wrapper_new_with_stream(stream, GMIME_CONTENT_ENCODING_DEFAULT);

	g_mime_part_set_content(part, content);
	g_mime_part_set_content_encoding(part, GMIME_CONTENT_ENCODING_BASE64);
	g_mime_part_set_filename(part, file->name);
	g_mime_multipart_add(parts, GMIME_OBJECT(part));
	g_object_unref(content);
	g_object_unref(stream);
	g_object_unref(part);
}

static void
add_body(GMimeMessage *message, const struct cs_mail *mail, const char *digest)
{
	GMimeMultipart *body = new_multipart("alternative", "cs", digest);

	add_part(body, "plain", mail->text);
	add_part(body, "html", mail->html);
	if (mail->attachment_count) {
		GMimeMultipart *mixed = new_multipart("mixed", "all", digest);

		g_mime_multipart_add(mixed, GMIME_OBJECT(body));
		for (size_t i = 0; i < mail->attachment_count; i++)
			attach(mixed, &mail->attachments[i]);
		g_object_unref(body);
		body = mixed;
	}
	g_mime_message_set_mime_part(message, GMIME_OBJECT(body));
	g_object_unref(body);
}

static void
add_headers(GMimeMessage *message, const struct cs_mail *mail, InternetAddressList *from, InternetAddressList *to,
    const char *digest)
{
	char *subject = one_line(mail->subject);
	struct cs_str id = { 0 };

	internet_address_list_append(g_mime_message_get_addresses(message, GMIME_ADDRESS_TYPE_FROM), from);
	internet_address_list_append(g_mime_message_get_addresses(message, GMIME_ADDRESS_TYPE_TO), to);
	g_mime_message_set_subject(message, subject, "utf-8");
	set_date(message, mail->date);
	cs_str_add_format(&id, "%s.%s@%s", mail->id, digest, domain_of(from));
	g_mime_message_set_message_id(message, id.data);
	/* RFC 3834: nobody's holiday notice answers a report. */
	g_mime_object_set_header(GMIME_OBJECT(message), "Auto-Submitted", "auto-generated", NULL);
	cs_str_release(&id);
	free(subject);
}

static void
write_message(const struct cs_mail *mail, InternetAddressList *from, InternetAddressList *to, struct cs_str *out)
{
	GMimeMessage *message = g_mime_message_new(TRUE);
	struct cs_str all = { 0 };
	char digest[CS_DIGEST_TEXT];

	cs_str_add_format(&all, "%s\n%s\n%s\n%s", mail->to, mail->subject, mail->text, mail->html);
	cs_digest_short(digest, all.data, all.len);
	add_headers(message, mail, from, to, digest);
	add_body(message, mail, digest);
	char *text = g_mime_object_to_string(GMIME_OBJECT(message), NULL);

	cs_str_add(out, text);
	g_free(text);
	g_object_unref(message);
	cs_str_release(&all);
}

enum cs_status
cs_mail_compose(const struct cs_mail *mail, struct cs_str *out, struct cs_err *err)
{
	InternetAddressList *to = NULL, *from = NULL;

	g_mime_init();
	enum cs_status st = read_addresses("mailto", mail->to, &to, err);

	if (st == CS_OK && mail->from) {
		st = read_addresses("mailfrom", mail->from, &from, err);
	} else if (st == CS_OK) {
		from = internet_address_list_new();
		internet_address_list_add(from, internet_address_list_get_address(to, 0));
	}
	if (st == CS_OK)
		write_message(mail, from, to, out);
	if (to)
		g_object_unref(to);
	if (from)
		g_object_unref(from);
	return st;
}
