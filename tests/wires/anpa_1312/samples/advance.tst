a0584nati-
a a BC-IslandLife Adv03     01-16 0400
^BC-Island Life, Adv03,400<
^Adv03<
^For release Sun AMs, Feb. 3<
^Life on Skelling goes on without a ferry<
^By ANN LEE=
	   SKELLING, Ruritania (AP) _ The post comes by air.

	   AP-NY-01-16-20 1120EST<


