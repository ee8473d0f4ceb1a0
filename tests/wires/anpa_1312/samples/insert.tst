a0610nati-
u w BC-Tunnel 1stLd-Insert     01-16 0100
^BC-Tunnel, 1st Ld-Insert,100<
^Eds: INSERTS after 3rd graf: Opened in, to add length.<
	   The tunnel is 3 miles long.

	   AP-NY-01-16-20 1124EST<


