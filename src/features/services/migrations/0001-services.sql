-- A service: what a safety case is about. It is retired, never removed; its reference is given once.

create table service (
  organisation_id uuid not null,
  id uuid not null,
  from_seq bigint not null,
  to_seq bigint not null default 9007199254740991,
  reference text not null,
  name text not null,
  summary_id uuid,
  intended_function_id uuid,
  intended_population_id uuid,
  intended_user_id uuid,
  intended_environment_id uuid,
  not_for_id uuid,
  role text not null check (role in ('manufacturer', 'deployer', 'both')),
  phase text not null check (phase in ('discovery', 'alpha', 'beta', 'live', 'retired')),
  -- Why it was retired, or taken up again.
  standing_reason_id uuid,
  -- [{ "name", "purpose" }] and ["https://..."]; short, and part of what the service is.
  components jsonb not null,
  addresses jsonb not null,
  primary key (organisation_id, id, from_seq)
);
create unique index service_now on service (organisation_id, id) where to_seq = 9007199254740991;
create unique index service_reference on service (organisation_id, reference) where to_seq = 9007199254740991;
-- The list, in its order; it counts and filters without a look at the rows.
create index service_list on service (organisation_id, lower(name), id) include (name, phase)
  where to_seq = 9007199254740991;
-- How many there are: ten thousand in ten pages of this index.
create index service_phase on service (organisation_id, phase) where to_seq = 9007199254740991;
call protect_versions('service');

-- The words of a service's name and reference, to search by how they begin. An operator that finds words within a text is
-- not leakproof, and so could not use an index under row-level security; these comparisons are.
create table service_word (
  organisation_id uuid not null,
  service_id uuid not null,
  word text collate "C" not null,
  from_seq bigint not null,
  to_seq bigint not null default 9007199254740991,
  primary key (organisation_id, service_id, word, from_seq)
);
create index service_word_now on service_word (organisation_id, word, service_id) where to_seq = 9007199254740991;
call protect_versions('service_word');
