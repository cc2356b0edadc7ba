-- The clinical risk management plan of a service (DCB0129 3.2), one of each: how it is kept safe, by whom, and what they may
-- decide. What somebody wrote has its home in text_value.

create table plan (
  organisation_id uuid not null,
  id uuid not null,
  from_seq bigint not null,
  to_seq bigint not null default 9007199254740991,
  service_id uuid not null,
  -- What kind of project it is: DCB0129 3.2.3 asks for another look when that changes.
  nature text check (nature in ('new service', 'further development', 'deployment', 'replacement', 'maintenance',
    'decommissioning')),
  purpose_id uuid,
  lifecycle_id uuid,
  impact_id uuid,
  team_id uuid,
  -- Who may authorise what: [{ "matter", "role", "person" }], the person by their id, or null.
  authorises jsonb not null,
  -- The risk scheme that is declared: { "version", "title" }.
  scheme jsonb,
  criteria_id uuid,
  -- How hazards are looked for, by the names of the methods.
  methods jsonb not null,
  methods_why_id uuid,
  -- Days from an approval until somebody looks again.
  review_days int not null,
  monitoring_id uuid,
  incidents_id uuid,
  primary key (organisation_id, id, from_seq)
);
create unique index plan_now on plan (organisation_id, id) where to_seq = 9007199254740991;
create unique index plan_service on plan (organisation_id, service_id) where to_seq = 9007199254740991;
call protect_versions('plan');
