-- What somebody looks for in the records stays with their session, as the name they look for does:
-- in an address it would stay in the browser's history.
alter table session add column word_search text not null default '';
