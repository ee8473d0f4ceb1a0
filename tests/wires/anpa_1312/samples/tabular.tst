s0284-----
r s BC-ROW--LeagueGlance     01-16
^BC-ROW--League Glance<
^League Glance=
^All Times EST=
^By The Associated Press=
^ISLAND DIVISION=
^ W   L   Pct   GB
Port Aldery 73  52  .584   _
Skelling 56  68  .452  16{
	   ___=
^Saturday's Races=
	   Skelling 6, Upper Tarn 5
	   Hautecombe (López 1-7) at Freihafen, 7:05 p.m.
^Leaders=
Rower             Wins  Losses
Mooring, PA         12       3
Tide, SK             9       6


	   AP-WF-01-16-20 2017GMT<


