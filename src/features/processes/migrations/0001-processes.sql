-- Processes: what a team does again and again so that its service stays safe (DCB0129 2.1.1; point 16), and each time that it
-- was done.

create table process (
  organisation_id uuid not null,
  id uuid not null,
  from_seq bigint not null,
  to_seq bigint not null default 9007199254740991,
  service_id uuid not null,
  -- The id of its template, or "own-1": given once in a service, never used again.
  key text not null,
  title_id uuid not null,
  what_id uuid,
  who_id uuid,
  starts_id uuid,
  comes_id uuid,
  sort text not null check (sort in ('regularly', 'when it happens')),
  -- Days between two runs; of what only happens, between two rehearsals.
  every int not null check (every between 1 and 1100),
  owner_id uuid not null,
  -- Where all of it is written, if not here.
  link_id uuid,
  state text not null check (state in ('in use', 'stopped')),
  reason_id uuid,
  primary key (organisation_id, id, from_seq)
);
create unique index process_now on process (organisation_id, id) where to_seq = 9007199254740991;
create unique index process_key on process (organisation_id, service_id, key) where to_seq = 9007199254740991;
-- A desk asks for what its owner has to run.
create index process_owner on process (organisation_id, owner_id) where to_seq = 9007199254740991 and state = 'in use';
call protect_versions('process');

create table process_run (
  organisation_id uuid not null,
  id uuid not null,
  from_seq bigint not null,
  to_seq bigint not null default 9007199254740991,
  service_id uuid not null,
  process_id uuid not null,
  -- Given once in a process, never used again.
  number int not null,
  ran_on date not null,
  sort text not null check (sort in ('run', 'rehearsal')),
  -- Who took part, in words; what was found; what shows it.
  people_id uuid not null,
  found_id uuid not null,
  outcome text not null check (outcome in ('as it should be', 'something to put right')),
  link_id uuid,
  -- Why it does not count; null where it does.
  withdrawn_id uuid,
  primary key (organisation_id, id, from_seq)
);
create unique index process_run_now on process_run (organisation_id, id) where to_seq = 9007199254740991;
create unique index process_run_number on process_run (organisation_id, process_id, number) where to_seq = 9007199254740991;
-- The last run that counts, of each process.
create index process_run_last on process_run (organisation_id, process_id, ran_on desc, number desc);
call protect_versions('process_run');
