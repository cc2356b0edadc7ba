-- What everybody may read of a service, without an account: off until an officer publishes it.

-- What the officer writes and chooses for it. Nothing of it is public before it is published.
create table public_page_settings (
  organisation_id uuid not null,
  service_id uuid not null,
  from_seq bigint not null,
  to_seq bigint not null default 9007199254740991,
  -- How somebody reports a concern: free text, so these have their home with the texts.
  concern_id uuid not null,
  phone_id uuid,
  address_id uuid,
  -- Whether the words of controls are shown.
  controls boolean not null,
  -- Sections of the report, by their ids.
  sections text[] not null,
  -- Whether search engines may list it.
  listed boolean not null,
  primary key (organisation_id, service_id, from_seq)
);
create unique index public_page_settings_now on public_page_settings (organisation_id, service_id)
  where to_seq = 9007199254740991;
call protect_versions('public_page_settings');

-- Hazards that are not shown, and why: the page says the reason, and counts them.
create table public_page_withheld (
  organisation_id uuid not null,
  service_id uuid not null,
  hazard text not null,
  from_seq bigint not null,
  to_seq bigint not null default 9007199254740991,
  reason_id uuid not null,
  primary key (organisation_id, service_id, hazard, from_seq)
);
create unique index public_page_withheld_now on public_page_withheld (organisation_id, service_id, hazard)
  where to_seq = 9007199254740991;
call protect_versions('public_page_withheld');

-- That there is a page, at which address, and whether it is published. The code is given once, and never another one.
create table public_page (
  organisation_id uuid not null,
  service_id uuid not null,
  from_seq bigint not null,
  to_seq bigint not null default 9007199254740991,
  code text not null,
  published boolean not null,
  -- Why it was withdrawn: for the team.
  reason_id uuid,
  primary key (organisation_id, service_id, from_seq)
);
create unique index public_page_now on public_page (organisation_id, service_id) where to_seq = 9007199254740991;
create index public_page_code on public_page (code);
call protect_versions('public_page');

-- What was published, each time: kept as it was. Its words stand in a file, whose digest the ledger has as well.
create table public_page_edition (
  organisation_id uuid not null,
  id uuid not null,
  made_seq bigint not null,
  service_id uuid not null,
  -- 1, 2, 3 in its service: never used again.
  number int not null,
  -- The release that was live then; null where none was known.
  release text,
  listed boolean not null,
  file text not null,
  primary key (organisation_id, id)
);
create unique index public_page_edition_number on public_page_edition (organisation_id, service_id, number);
call protect('public_page_edition', 'select, insert');

-- Who agreed, by their own hand, that their name stands on the page while they are clinical safety officer.
create table public_page_named (
  organisation_id uuid not null,
  service_id uuid not null,
  person_id uuid not null,
  from_seq bigint not null,
  to_seq bigint not null default 9007199254740991,
  agreed boolean not null,
  primary key (organisation_id, service_id, person_id, from_seq)
);
create unique index public_page_named_now on public_page_named (organisation_id, service_id, person_id)
  where to_seq = 9007199254740991;
call protect_versions('public_page_named');

-- Of which organisation the page at an address is has to be known before anything of it can be read. It answers whoever has
-- the whole code, and says nothing but the organisation: what it shows is read as that organisation then.
create function organisation_of_public_page(wanted text) returns table (organisation_id uuid)
  language sql stable security definer set search_path = public, pg_temp as $$
  select p.organisation_id from public_page p where p.code = wanted and p.to_seq = 9007199254740991;
$$;
revoke all on function organisation_of_public_page(text) from public;
grant execute on function organisation_of_public_page(text) to primum_app;
