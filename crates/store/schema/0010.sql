-- Two records of one person become one. What moved is remembered row by row, what the kept record
-- said before field by field, so that for a while all of it can go back.

create table person_merge (
  region_id text not null,
  merge_id text not null,
  kept text not null,
  merged text not null,
  at {int} not null,
  by_name text not null,
  undone_at {int},
  undone_by text,
  primary key (region_id, merge_id),
  foreign key (region_id, kept) references person (region_id, person_id),
  foreign key (region_id, merged) references person (region_id, person_id)
);
create unique index person_merge_standing on person_merge (region_id, merged)
  where undone_at is null;
create index person_merge_by_merged on person_merge (region_id, merged, at);
create index person_merge_by_kept on person_merge (region_id, kept, at);

-- Which rows came from the other record, and which were changed to fit beside the kept one's.
create table person_merge_row (
  region_id text not null,
  merge_id text not null,
  part text not null,
  row_id text not null,
  was text,
  primary key (region_id, merge_id, part, row_id),
  foreign key (region_id, merge_id) references person_merge (region_id, merge_id)
);

-- What the kept record said before, each in the table of its class; nothing where nothing stood.
create table person_merge_field (
  region_id text not null,
  merge_id text not null,
  field text not null,
  basic text,
  contact text,
  primary key (region_id, merge_id, field),
  foreign key (region_id, merge_id) references person_merge (region_id, merge_id)
);

create table person_merge_address (
  region_id text not null,
  merge_id text not null,
  field text not null,
  was text,
  primary key (region_id, merge_id, field),
  foreign key (region_id, merge_id) references person_merge (region_id, merge_id)
);

create table person_merge_health (
  region_id text not null,
  merge_id text not null,
  field text not null,
  was text,
  primary key (region_id, merge_id, field),
  foreign key (region_id, merge_id) references person_merge (region_id, merge_id)
);

-- Of two plans of one kind by one organisation one goes on; the other can be read and nothing else.
alter table plan add column set_aside_at {int};
drop index plan_by_person;
create index plan_by_person on plan (region_id, person_id, kind, org_id);
create unique index plan_one on plan (region_id, person_id, kind, org_id) where set_aside_at is null;
create index monitoring_note_by_person on monitoring_note (region_id, person_id);
