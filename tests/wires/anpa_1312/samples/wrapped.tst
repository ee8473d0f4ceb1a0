a0620nati-
u a PM-CraneTest     11-05 0100
^PM-Crane Test, 1st Ld, a0501,0100<
^Crane Lifts 60 Tons In
Harbour Test, Engineers Say<
^Eds: Leads throughout with test result; no pickup<
^By JANE TOLLING=
^Associated Press Writer=
	PORT ALDERY, Ruritania (AP) _ The new crane in the harbour
lifted 60 tons on Wednesday, and engineers called the test a
success.
	The town pays for it until 2029, according to
the Harbour Office.

	   AP-NY-11-05-97 1234EST<


