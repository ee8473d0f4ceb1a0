W2871asian
r a BC-US--Harbour-Ferry     01-16 0120
^BC-US--Harbour Ferry,120<
^Ferry sails again after storm<
^AP Photo XHF101, XHF102<
^AP Video of the first crossing.<
^By CHET MOORING=
^Associated Press=
	   PORT ALDERY, Tarland (AP) _ The ferry sailed again Thursday, six days after the storm.

	   It carried 60 people.

	   AP-WF-01-16-20 0745GMT<


