-- Roles are held in the whole organisation or in one service, and may end by themselves: a list of
-- { "role", "service": reference or null, "until": time or null }.
alter table membership add column grants jsonb not null default '[]';
update membership set grants = (
  select coalesce(jsonb_agg(jsonb_build_object('role', r, 'service', null, 'until', null)), '[]') from unnest(roles) as r
);
alter table membership alter column grants drop default;

drop function organisations_of(uuid);
alter table membership drop column roles;

create function organisations_of(person uuid) returns table (organisation_id uuid, name text, grants jsonb)
  language sql stable security definer set search_path = public, pg_temp as $$
  select m.organisation_id, o.name, m.grants
  from membership m
  join organisation o on o.organisation_id = m.organisation_id and o.to_seq = 9007199254740991
  where m.person_id = person and m.to_seq = 9007199254740991 and jsonb_array_length(m.grants) > 0
  order by o.name, o.organisation_id;
$$;
revoke all on function organisations_of(uuid) from public;
grant execute on function organisations_of(uuid) to primum_app;
