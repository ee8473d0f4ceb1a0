W0001asian
d v BC-RuritaniaDigest     01-15 0030
^BC-Ruritania Digest, Advisory<
^Ruritania News Digest<
	   FERRY _ moved as BC-EU--Harbour-Ferry Link.

