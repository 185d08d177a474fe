-- What the person and the family said stands apart from the rest of the minutes: not everybody who
-- reads what was decided may read it. Minutes made before keep it in their text.

alter table minutes add column voices text not null default '';

-- Words that the person or the family sends wait until somebody says that they were heard. Whatever
-- stood there before was written down by those who heard it.
alter table voice add column heard_by text;
alter table voice add column heard_at {int};
update voice set heard_by = recorded_by, heard_at = recorded_at;
create index voice_unheard on voice (region_id, person_id) where heard_at is null;

-- What each seat says to each candidate time. When one of them becomes the day, it says who comes.
create table candidate_reply (
  region_id text not null,
  meeting_id text not null,
  invitation_id text not null,
  candidate_id text not null,
  fit text not null,
  primary key (region_id, candidate_id, invitation_id),
  foreign key (region_id, meeting_id) references meeting (region_id, meeting_id),
  foreign key (region_id, invitation_id) references invitation (region_id, invitation_id),
  foreign key (region_id, candidate_id) references candidate (region_id, candidate_id)
);
create index reply_by_meeting on candidate_reply (region_id, meeting_id, invitation_id, candidate_id);
create index reply_by_seat on candidate_reply (region_id, invitation_id);
