-- What was removed leaves a mark: what kind, when it was written, who took it out, when and why;
-- never what it said. The person is no foreign key: somebody registered by mistake is gone.
create table removal (
  region_id text not null,
  removal_id text not null,
  org_id text,
  person_id text,
  kind text not null,
  entry_id text not null,
  within_id text,
  written_at {int} not null,
  reason text not null,
  note text not null,
  removed_by text not null,
  removed_at {int} not null,
  primary key (region_id, removal_id)
);
create index removal_by_person on removal (region_id, person_id, removed_at);
create index removal_by_org on removal (region_id, org_id, removed_at);

-- Whoever wrote an entry may take it out: the audit knows who did.
create index audit_made on audit (region_id, account_id, person_id, object) where deed = 'made';

-- Who came in by a roster, and whom it changed. The mark says what it left behind, so that a later
-- change shows. What became of it once the reading was called off. The person is no foreign key.
create table import_person (
  region_id text not null,
  import_id text not null,
  person_id text not null,
  made {bool} not null,
  mark text not null,
  outcome text,
  primary key (region_id, import_id, person_id),
  foreign key (region_id, import_id) references import_batch (region_id, import_id)
);

-- What a roster changed: before and after, kept for the days in which it can be called off.
-- Addresses and health stand apart, as everywhere.
create table import_before (
  region_id text not null,
  import_id text not null,
  person_id text not null,
  field text not null,
  before text not null,
  after text not null,
  primary key (region_id, import_id, person_id, field),
  foreign key (region_id, import_id, person_id)
    references import_person (region_id, import_id, person_id)
);
create index import_before_by_person on import_before (region_id, person_id);

create table import_before_address (
  region_id text not null,
  import_id text not null,
  person_id text not null,
  field text not null,
  before text not null,
  after text not null,
  primary key (region_id, import_id, person_id, field),
  foreign key (region_id, import_id, person_id)
    references import_person (region_id, import_id, person_id)
);
create index import_before_address_by_person on import_before_address (region_id, person_id);

create table import_before_health (
  region_id text not null,
  import_id text not null,
  person_id text not null,
  field text not null,
  before text not null,
  after text not null,
  primary key (region_id, import_id, person_id, field),
  foreign key (region_id, import_id, person_id)
    references import_person (region_id, import_id, person_id)
);
create index import_before_health_by_person on import_before_health (region_id, person_id);

create index import_batch_by_org on import_batch (region_id, org_id, at);
