-- Entries that wait for their number are found in order. The index before this one was passed
-- over for the one of all leaves, and whoever numbers had to sort all that waits, chunk by chunk.

drop index audit_unnumbered;
create index audit_unnumbered on audit (region_id, leaf, audit_id) where leaf is null;
