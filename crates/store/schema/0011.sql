-- Entries that wait for their number are found in order, by each engine along an index of its own:
-- SQLite passes the one without the leaf over for that of all leaves, and would sort all that waits
-- for every chunk; PostgreSQL does not see that the leaf is the same in all of this one.

create index audit_in_line on audit (region_id, leaf, audit_id) where leaf is null;
