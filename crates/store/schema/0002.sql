-- How the person expressed what a monitoring holds, and corrections of a monitoring: lines that
-- are added, because what was written down is never changed.

alter table monitoring add column own_how text not null default 'speech';

create table monitoring_note (
  region_id text not null,
  monitoring_note_id text not null,
  monitoring_id text not null,
  person_id text not null,
  text text not null,
  by_name text not null,
  at {int} not null,
  primary key (region_id, monitoring_note_id),
  foreign key (region_id, monitoring_id) references monitoring (region_id, monitoring_id)
);
create index monitoring_note_by_monitoring on monitoring_note (region_id, monitoring_id, at);
