-- An organisation, and who belongs to it. Both are versions: what was so on a day can be asked.

create table organisation (
  organisation_id uuid not null,
  from_seq bigint not null,
  to_seq bigint not null default 9007199254740991,
  name text not null,
  primary key (organisation_id, from_seq)
);
create unique index organisation_now on organisation (organisation_id) where to_seq = 9007199254740991;
call protect_versions('organisation');

create table membership (
  organisation_id uuid not null,
  person_id uuid not null,
  from_seq bigint not null,
  to_seq bigint not null default 9007199254740991,
  roles text[] not null,
  primary key (organisation_id, person_id, from_seq)
);
create unique index membership_now on membership (organisation_id, person_id) where to_seq = 9007199254740991;
create index membership_person on membership (person_id);
call protect_versions('membership');

-- To which organisations a person belongs has to be known before one of them is chosen: one of three reviewed ways
-- across organisations.
create function organisations_of(person uuid) returns table (organisation_id uuid, name text, roles text[])
  language sql stable security definer set search_path = public, pg_temp as $$
  select m.organisation_id, o.name, m.roles
  from membership m
  join organisation o on o.organisation_id = m.organisation_id and o.to_seq = 9007199254740991
  where m.person_id = person and m.to_seq = 9007199254740991 and cardinality(m.roles) > 0
  order by o.name, o.organisation_id;
$$;
revoke all on function organisations_of(uuid) from public;
grant execute on function organisations_of(uuid) to primum_app;

-- Which organisations the installation holds, for whoever holds its data directory.
create function all_organisations() returns table (organisation_id uuid, name text)
  language sql stable security definer set search_path = public, pg_temp as $$
  select organisation_id, name from organisation where to_seq = 9007199254740991 order by from_seq, organisation_id;
$$;
revoke all on function all_organisations() from public;
grant execute on function all_organisations() to primum_app;
