INSERT INTO departures (line, stop, at) VALUES
  ('7', 'Harbour', '06:12'),
  ('7', 'Old Market', '06:20'),
  ('7', 'Station', '06:31'),
  ('N1', 'Station', '23:50'),
  ('N1', 'Hospital', '00:05');
