-- A token belongs to a person, is for one service or for all of its organisation, and may only what its scopes say. Those
-- that were made before had none of this: they read and import, as they did.
alter table api_token
  add column person_id uuid,
  add column service text,
  add column scopes text[] not null default '{read,import}';
alter table api_token alter column scopes drop default;
