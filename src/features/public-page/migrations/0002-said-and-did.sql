-- What was reported and what changed: whether the page shows it, and what an officer wrote of it.
alter table public_page_settings add column reported boolean not null default false;

create table public_page_change (
  organisation_id uuid not null,
  service_id uuid not null,
  -- 1, 2, 3 in its service: never used again.
  number int not null,
  from_seq bigint not null,
  to_seq bigint not null default 9007199254740991,
  said_id uuid not null,
  did_id uuid not null,
  primary key (organisation_id, service_id, number, from_seq)
);
create unique index public_page_change_now on public_page_change (organisation_id, service_id, number)
  where to_seq = 9007199254740991;
call protect_versions('public_page_change');
