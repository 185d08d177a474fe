-- An entry of the audit stands in four indices instead of six: every change and every look writes one.

-- Numbered entries are found by their number, all others by their id: neither engine takes the one
-- for the other any more, as 0011 had to make up for.
drop index audit_in_line;
drop index audit_by_leaf;
create unique index audit_by_leaf on audit (region_id, leaf) where leaf is not null;

-- Officials are asked into a team from anywhere in the region, everybody else from its offices.
create index employment_officers on employment (region_id, org_id) where role = 'municipal_officer';
