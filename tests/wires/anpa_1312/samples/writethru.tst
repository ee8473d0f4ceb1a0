W2607asian
r a BC-US--Harbour-FerryLink 1stLd-Writethru     01-16 0693
^BC-US--Harbour-Ferry Link, 1st Ld-Writethru,340<
^Ferry link to Skelling sails again after storm<
^AP Photo SKDD101, SKDD102, GFX0456<
^Eds: Restores reference in 3rd paragraph. Adds video link. With AP Photos.<
^The ferry to Skelling sailed again. It had lain still for six days.<
^By CHET MOORING and JACK TIDE=
^Associated Press=
	   PORT ALDERY, Ruritania (AP) _ The ferry sailed again. It carried 60 people _ and 2{ tons of mail. 
 
	   ``It's not hard,'' Mooring said. ``We call it `the link,' and it runs.''
 
	   ___
 
	   WHAT'S NEXT
 
	   _ A new pier.
 
	   _ A second boat.
 
	   ___
 
	   Tide reported from Upper Tarn.

	   AP-WF-01-16-20 0745GMT<


