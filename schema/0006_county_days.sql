-- The counties, and Helsinki in their stead, organise health and social services from 1 January 2023 (Act 612/2021). Åland is no
-- such area: its day stays unknown.
UPDATE area SET from_day = 19358, rev = rev + 1 WHERE kind = 'county' AND code <> '91' AND from_day = -1000000;
