-- Why an address is concealed, by whom, and who asked to let it be seen again: darker than the
-- address, so in a table of its own. Who agreed that a family member sees the plan. One account
-- for a person, one council for a region. What a worker searches people for: in the session, so
-- that it stands in no address. Where a form led to is not kept: nobody ever asked.

create table concealment (
  region_id text not null,
  person_id text not null,
  reason text,
  by_name text,
  at {int},
  reveal_account text,
  reveal_by text,
  primary key (region_id, person_id),
  foreign key (region_id, person_id) references person_address (region_id, person_id)
);

alter table membership add column sees_plan_by text;

alter table session add column people_search text not null default '';
alter table submit_token drop column location;

create unique index account_by_person on account (region_id, person_id);
create unique index council_by_region on council (region_id);
