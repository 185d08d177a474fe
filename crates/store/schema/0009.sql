-- What a night found to tell a worker: told on one day, or gathered for a week.
create table notice (
  region_id text not null,
  notice_id text not null,
  staff_id text not null,
  person_id text not null,
  kind text not null,
  about text not null,
  due text not null,
  day text not null,
  daily {bool} not null,
  week text,
  primary key (region_id, notice_id),
  foreign key (region_id, staff_id) references staff (region_id, staff_id),
  foreign key (region_id, person_id) references person (region_id, person_id)
);
create unique index notice_once on notice (region_id, staff_id, kind, about, due);
create index notice_by_day on notice (region_id, staff_id, day);
create index notice_by_week on notice (region_id, staff_id, week);
create index notice_by_person on notice (region_id, person_id);
