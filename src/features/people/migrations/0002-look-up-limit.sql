-- For how many months a look-up of a registration counts at most in an organisation. Without a row: as Primum has it.
create table look_up_limit (
  organisation_id uuid not null,
  from_seq bigint not null,
  to_seq bigint not null default 9007199254740991,
  months integer not null check (months between 1 and 12),
  primary key (organisation_id, from_seq)
);
create unique index look_up_limit_now on look_up_limit (organisation_id) where to_seq = 9007199254740991;
call protect_versions('look_up_limit');
