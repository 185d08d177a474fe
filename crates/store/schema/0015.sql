-- At what somebody is signed in, in a few plain words, and when they last proved who they are.

alter table session add column device text not null default '';
alter table session add column proved_at {int};
