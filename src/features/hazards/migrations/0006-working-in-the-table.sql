-- Filters that a person keeps for the hazard logs of a service. Forgotten, a version ends; nothing is deleted.
create table saved_filter (
  organisation_id uuid not null,
  id uuid not null,
  from_seq bigint not null,
  to_seq bigint not null default 9007199254740991,
  person_id uuid not null,
  service_id uuid not null,
  -- What somebody typed has its one home: what it is called, and the words of the address that choose hazards.
  name_id uuid not null,
  words_id uuid not null,
  primary key (organisation_id, id, from_seq)
);
create unique index saved_filter_now on saved_filter (organisation_id, id) where to_seq = 9007199254740991;
create index saved_filter_person on saved_filter (organisation_id, person_id, service_id)
  where to_seq = 9007199254740991;
call protect_versions('saved_filter');
