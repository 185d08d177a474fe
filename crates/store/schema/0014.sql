-- An entry of the audit stands in four indices instead of six: every change and every look writes one.

-- Numbered entries are found by their number, all others by their id: neither engine takes the one
-- for the other any more, as 0011 had to make up for.
drop index audit_in_line;
drop index audit_by_leaf;
create unique index audit_by_leaf on audit (region_id, leaf) where leaf is not null;

-- Officials are asked into a team from anywhere in the region, everybody else from its offices.
create index employment_officers on employment (region_id, org_id) where role = 'municipal_officer';

-- The homes and the next step of a person look at few of many rows: drafts, the person's no, the last
-- monitoring that left a plan as it is, and those that asked for something.
create index plan_version_by_state on plan_version (region_id, plan_id, state, number);
create index answer_refused on answer (region_id, person_id, goal_id)
  where answerer = 'person' and (kind in ('no', 'other') or withdrawn_at is not null);
create index monitoring_confirmed on monitoring (region_id, person_id, kind, org_id, on_day)
  where outcome in ('continue', 'no_meeting');
create index monitoring_asked on monitoring (region_id, person_id) where outcome in ('meet', 'revise');
