-- A token never may what its owner may not, so each has one. Those that were made before tokens belonged to anybody end
-- here; they are kept, so that it can be seen that there were any.
update api_token set revoked_at = now() where person_id is null and revoked_at is null;
alter table api_token
  add check (person_id is not null or revoked_at is not null),
  add check (service is null or service = upper(service));
create index api_token_owner on api_token (organisation_id, person_id, created_at);
