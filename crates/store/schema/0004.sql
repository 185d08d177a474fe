-- Indices by which nothing is looked for through a whole region: order and condition in one.

drop index employment_by_staff;
create index employment_by_staff on employment (region_id, staff_id, org_id, role);
drop index membership_by_account;
create index membership_by_account on membership (region_id, account_id, membership_id);
create index person_by_registered on person (region_id, registered_by, person_id);
create index meeting_by_request on meeting (region_id, request_id);
create index decision_by_person on decision (region_id, person_id, decision_id);
create index answer_by_decision on answer (region_id, decision_id);
create index report_by_issue on report (region_id, issue_id);
