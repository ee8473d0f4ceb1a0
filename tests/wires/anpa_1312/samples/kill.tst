V9992nati-
b v BC-HarbourFire Kill     01-16 0090
^BC-Harbour Fire, KILL<
^Eds:
	   Please kill the story Harbour-Fire, V9991. The fire was at another harbour.
	   A kill is mandatory. Make certain the story is not used.
	   The AP

	   AP-NY-01-16-20 1015EST<


