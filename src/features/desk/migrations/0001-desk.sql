-- What the desk remembers of a person: when they last looked, when they were last written to, and whether they want that.

-- A look is nothing that was done: it stands in no ledger, and changes as often as somebody looks.
create table desk_look (
  organisation_id uuid not null,
  person_id uuid not null,
  -- The last look, and the ledger's number then.
  seen_at timestamptz(3) not null,
  seen_seq bigint not null,
  -- The last look of the visit before; null in the first one.
  before_at timestamptz(3),
  before_seq bigint,
  primary key (organisation_id, person_id)
);
call protect('desk_look');

-- When the weekly mail went out last: a job that runs twice writes once.
create table desk_mailed (
  organisation_id uuid not null,
  person_id uuid not null,
  mailed_at timestamptz(3) not null,
  primary key (organisation_id, person_id)
);
call protect('desk_mailed');

-- Whether somebody is written to once a week, where they have said so; yes, otherwise.
create table desk_setting (
  organisation_id uuid not null,
  person_id uuid not null,
  from_seq bigint not null,
  to_seq bigint not null default 9007199254740991,
  weekly_mail boolean not null,
  primary key (organisation_id, person_id, from_seq)
);
create unique index desk_setting_now on desk_setting (organisation_id, person_id) where to_seq = 9007199254740991;
call protect_versions('desk_setting');
