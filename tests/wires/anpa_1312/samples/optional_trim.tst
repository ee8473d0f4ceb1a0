N1234nyts
r f BC-TARLAND-FERRY-NYT   01-16 0900
^BC-TARLAND-FERRY-NYT<
^(For use by New York Times News Service clients.)<
^AFTER STORM, A FERRY RETURNS TO SKELLING<
^(ART ADV: Photos NYT1, NYT2 and a map are being sent to NYT photo clients.)<
^(With: TARLAND-BRIDGE)<
^By TOM PEWTER=
^c.2020 New York Times News Service=
	 PORT ALDERY, Tarland _ The ferry between Port Aldery and the island of Skelling sailed again on Thursday, six days after the storm.
	 ``We are glad,'' said Minister Ada Reed, who is 57.
^(STORY CAN END HERE. OPTIONAL MATERIAL FOLLOWS.)<
	 The stage was built in 1926.
NYT-01-16-20 1907EST<
