-- Who said that a task was done or not possible.

alter table task add column ended_by text not null default '';
