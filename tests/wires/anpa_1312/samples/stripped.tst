W2870asian
r l BC-LT--Sylvania-DykeWalk     01-16 0049
^BC-LT--Sylvania-Dyke Walk,46<
^For walkers in Sylvania, dykes are a way<
^By PAULA BRINE=
	   HAUTECOMBE, Sylvania (AP) _ People walk on the dykes.

	   AP-WF-01-16-20 1509GMT<

W2871asian
r l BC-LT--Sylvania-TeaTime     01-16 0020
^BC-LT--Sylvania-Tea Time,20<
^Tea at four<
	   HAUTECOMBE, Sylvania (AP) _ Tea is at four.

	   AP-WF-01-16-20 1510GMT<
