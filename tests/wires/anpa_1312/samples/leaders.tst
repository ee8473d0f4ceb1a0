s0284-----
r s BC-ROW--RegattaGlance     01-16 0090
^BC-ROW--Regatta Glance<
^Regatta Glance=
^At Skelling=
^By The Associated Press=
^First Division=
	Aldery Rowing Club......6:01.2
	Upper Tarn..............6:03.9
	Freihafen . . . . . . . 6:10.0
	___=
^Saturday's Heats=
	Skelling at Aldery, 7 p.m.
AP-WF-01-16-20 2017GMT<
