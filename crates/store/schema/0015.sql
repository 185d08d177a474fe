-- Consent that binds: what was asked, in which words, who answered how, and for whom it counts.

-- Consents of before were given; their words were not kept, and nobody is known to have asked.
alter table consent add column recipient_role text;
alter table consent add column reason text not null default '';
alter table consent add column wording text not null default '';
alter table consent add column asked_by text;
alter table consent add column asked_by_name text not null default '';
alter table consent add column asked_at {int} not null default 0;
alter table consent add column reply text not null default 'given';
alter table consent add column guardian text;
alter table consent add column how text not null default '';
alter table consent add column explained_by text not null default '';
alter table consent add column witness text not null default '';
alter table consent add column family text not null default '';

-- What a court or a contract says about a guardian; the term is that of the seat.
create table guardian (
  region_id text not null,
  membership_id text not null,
  kind text not null,
  scope text not null,
  primary key (region_id, membership_id),
  foreign key (region_id, membership_id) references membership (region_id, membership_id)
    on delete cascade
);

-- At what somebody is signed in, in a few plain words, and when they last proved who they are.

alter table session add column device text not null default '';
alter table session add column proved_at {int};
