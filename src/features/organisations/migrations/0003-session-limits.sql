-- How long people of an organisation stay signed in: since they last did something, and in all. Without a row: as Primum has it.
create table session_limit (
  organisation_id uuid not null,
  from_seq bigint not null,
  to_seq bigint not null default 9007199254740991,
  idle_minutes integer not null check (idle_minutes between 15 and 1440),
  absolute_minutes integer not null check (absolute_minutes between 60 and 43200),
  primary key (organisation_id, from_seq),
  check (idle_minutes <= absolute_minutes)
);
create unique index session_limit_now on session_limit (organisation_id) where to_seq = 9007199254740991;
call protect_versions('session_limit');

-- A session is looked for before its organisation is chosen, and ends as its organisation says.
drop function organisations_of(uuid);
create function organisations_of(person uuid)
  returns table (organisation_id uuid, name text, grants jsonb, idle_minutes integer, absolute_minutes integer)
  language sql stable security definer set search_path = public, pg_temp as $$
  select m.organisation_id, o.name, m.grants, l.idle_minutes, l.absolute_minutes
  from membership m
  join organisation o on o.organisation_id = m.organisation_id and o.to_seq = 9007199254740991
  left join session_limit l on l.organisation_id = m.organisation_id and l.to_seq = 9007199254740991
  where m.person_id = person and m.to_seq = 9007199254740991 and jsonb_array_length(m.grants) > 0
  order by o.name, o.organisation_id;
$$;
revoke all on function organisations_of(uuid) from public;
grant execute on function organisations_of(uuid) to primum_app;
