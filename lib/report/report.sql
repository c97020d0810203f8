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

-- How many it cannot know of, and the newest of these.
-- :name REPORT_LATER_IMPORTS scan
SELECT count(*), max(imported_at) FROM batch WHERE undone_at IS NULL AND imported_at > :now

-- The newest one that the report can know of, NULL where all are later; no row without any at all.
-- :name REPORT_LAST_IMPORT scan
SELECT max(CASE WHEN imported_at <= :now THEN imported_at END) FROM batch WHERE undone_at IS NULL HAVING count(*) > 0
