-- The few edits that speak of the team's laptops, so that they are found without reading every record. The structure line
-- of an edit names kinds, never what people typed.
CREATE INDEX log_change_team ON log_change (change_no)
WHERE instr(body, '"@laptop"') OR instr(body, '"@invitation"') OR instr(body, '"@recovery"');
