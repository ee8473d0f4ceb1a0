P0123prn
r f BC-PA-ALDERY-COOPERAGE-MERGER   01-16 0300
^BC-PA-ALDERY-COOPERAGE-MERGER<
^TO BUSINESS EDITOR:<
^Aldery Cooperage Announces Merger With Skelling Barrel Company<
	   PORT ALDERY, Tarland, Jan. 16 /PRNewswire/ -- Aldery Cooperage Inc. (TSE: ACI) said today that it will merge with Skelling Barrel Company.
	   ``The barrels will be rounder,'' said Ada Reed, chief executive.
	   SOURCE  Aldery Cooperage Inc.
	        -0-                             01/16/2020
	   /CONTACT:  Tom Pewter of Aldery Cooperage, 555-0101/
PRN-01-16-20 0800EST<
