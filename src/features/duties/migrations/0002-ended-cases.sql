-- What a case was about may turn out not to count, as a test of the form does: nothing is asked of it any more, and what was said stays.
alter table duty_case add column ended boolean not null default false;
