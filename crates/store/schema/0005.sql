-- What the person and the family said stands apart from the rest of the minutes: not everybody who
-- reads what was decided may read it. Minutes made before keep it in their text.

alter table minutes add column voices text not null default '';
