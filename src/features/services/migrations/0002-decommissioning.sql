-- What was done about the risk of taking a service out of use (DCB0160 7.4): asked when it is retired. What was retired before
-- that was asked has none.
alter table service add column decommissioning text check (decommissioning in ('assessed', 'not needed'));
-- What the assessment found and where it is, or why none is needed.
alter table service add column assessment_id uuid;
