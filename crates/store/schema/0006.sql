-- The way in of somebody without an account, to one meeting and nothing else: one for each seat.
create table guest_link (
  region_id text not null,
  invitation_id text not null,
  meeting_id text not null,
  person_id text not null,
  token_hash text not null,
  made_at {int} not null,
  made_by text not null,
  opened_at {int},
  primary key (region_id, invitation_id),
  foreign key (region_id, invitation_id) references invitation (region_id, invitation_id),
  foreign key (region_id, meeting_id) references meeting (region_id, meeting_id),
  foreign key (region_id, person_id) references person (region_id, person_id)
);
create unique index guest_link_by_token on guest_link (token_hash);
create index guest_link_by_meeting on guest_link (region_id, meeting_id, invitation_id);
create index guest_link_by_person on guest_link (region_id, person_id);

-- Three short facts that a seat tells before the meeting.
create table seat_facts (
  region_id text not null,
  invitation_id text not null,
  meeting_id text not null,
  changed text not null,
  chose text not null,
  went_well text not null,
  primary key (region_id, invitation_id),
  foreign key (region_id, invitation_id) references invitation (region_id, invitation_id),
  foreign key (region_id, meeting_id) references meeting (region_id, meeting_id)
);
create index seat_facts_by_meeting on seat_facts (region_id, meeting_id, invitation_id);
