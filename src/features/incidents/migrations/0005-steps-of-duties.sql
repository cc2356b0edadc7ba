-- The ladder is asked about reports to others that are overdue as well: "duty:ICO-72H".
alter table incident_escalation drop constraint incident_escalation_target_check;
alter table incident_escalation add constraint incident_escalation_target_check
  check (target in ('acknowledge', 'triage', 'safe', 'close') or target like 'duty:%');
