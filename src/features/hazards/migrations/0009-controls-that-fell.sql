-- Controls that something speaks against: one that was withdrawn does not hold either, and there are many of those. A desk asks
-- for the few others; it says so in these very words.
create index subject_state_control_fell on subject_state (organisation_id, id)
  where kind = 'control' and verdict = 'not-met' and not retired and own -> 'facts' ->> 'state' is distinct from 'withdrawn';
