-- Who reads a concern follows from what lies sealed, and from nothing that stands in clear: neither a column that says so, nor who dealt
-- with it, nor rows that only some concerns have.

alter table concern_state
  -- Sealed: a person's id; null for whoever wrote it.
  add column by_whom bytea,
  -- How many additions there were then: what came after is news.
  add column additions int not null default 0;

update concern_state s set additions = (
  select count(*) from concern_addition a
  where a.organisation_id = s.organisation_id and a.concern_id = s.id and a.at < s.at);

alter table concern_state drop column readers, drop column by_person, drop column news;
