W2900asian
u i BC-EU--Harbour-FerryLink Correct     01-16 0100
^BC-EU--Harbour-Ferry Link, Correction,100<
^Correction: Harbour-Ferry Link story<
^Eds: CORRECTS the number of passengers in the first paragraph; clients should use the story sent earlier.<
	   PORT ALDERY, Ruritania (AP) _ In a story Jan. 16 about the ferry, The Associated Press misstated the number of passengers. It was 60, not 16.

	   Copyright 2020 The Associated Press. All rights reserved.

	   AP-WF-01-16-20 1845GMT<


