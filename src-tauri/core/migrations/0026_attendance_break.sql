-- GOV-3: somebody who went and came back was away for a part of the meeting.

ALTER TABLE attendance ADD COLUMN stepped_out TEXT;
ALTER TABLE attendance ADD COLUMN came_back TEXT;
