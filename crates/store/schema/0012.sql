-- The person or the family can ask by themselves that a need is not reported; whoever did is kept
-- beside it, and nobody else takes it back.

alter table unmet_need add column asked_not_by text;
alter table unmet_need add column asked_not_at {int};
