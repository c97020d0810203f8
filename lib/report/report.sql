-- What reports read.  Sections ask for sums and bounded lists; the rows behind
-- a figure are streamed.

-- What was taken in between two moments, newest first.
-- :name REPORT_IMPORTS scan
SELECT imported_at, kind, file, inserted + updated, rejected, count(*) OVER ()
FROM batch WHERE undone_at IS NULL AND imported_at >= :from AND imported_at < :until
ORDER BY imported_at DESC, id DESC LIMIT :limit

-- :name REPORT_IMPORT_SUMS scan
SELECT count(*), coalesce(sum(rejected), 0), coalesce(sum(rows), 0) FROM batch
WHERE undone_at IS NULL AND imported_at >= :from AND imported_at < :until

-- :name REPORT_LAST_IMPORT scan
SELECT max(imported_at) FROM batch WHERE undone_at IS NULL
